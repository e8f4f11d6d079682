-- A row whose only column is false fails the step.
SELECT count(*) = 0 FROM shop.products WHERE id NOT IN (SELECT product_id FROM shop.stock);
SELECT bool_and(available = on_hand - reserved) FROM shop.stock;
