SELECT 1;
COPY public.customers (name) FROM stdin WITH (FORMAT text);
it's
\.

SELECT 2;
