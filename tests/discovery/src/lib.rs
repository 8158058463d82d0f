//! Nothing: what is tested is in the tests, each a program of its own.
