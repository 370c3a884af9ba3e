//! One suite for every database, and what is particular to SQLite.

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod sqlite;
#[cfg(test)]
#[macro_use]
mod suite;

store_test_suite!(Sqlite);
