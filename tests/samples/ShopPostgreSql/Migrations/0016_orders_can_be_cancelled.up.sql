-- In a transaction, as any step: then the value and the history's row come together. It can be used once the transaction has ended.
ALTER TYPE shop.order_status ADD VALUE 'cancelled' AFTER 'placed';
