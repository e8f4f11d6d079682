-- TODO

/* later */ ;
