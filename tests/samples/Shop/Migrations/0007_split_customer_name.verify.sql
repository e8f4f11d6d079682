SELECT count(*) = 0 FROM customers WHERE given_name = '' OR given_name LIKE '% %';
