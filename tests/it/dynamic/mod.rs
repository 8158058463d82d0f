//! Containers whose providers are only known to the running program.

mod builder;
