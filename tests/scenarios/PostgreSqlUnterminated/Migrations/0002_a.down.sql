/* /* */ DROP FUNCTION f();
