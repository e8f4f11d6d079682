CREATE TABLE shop.stock (
    product_id bigint PRIMARY KEY REFERENCES shop.products (id),
    on_hand    integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
    reserved   integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    available  integer NOT NULL GENERATED ALWAYS AS (on_hand - reserved) STORED,
    counted_at timestamptz
);

-- Every product has a line in the stock from now on; nobody has counted yet.
INSERT INTO shop.stock (product_id) SELECT id FROM shop.products;
