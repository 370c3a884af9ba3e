//! Numbered migrations, forward only: all pending ones in one transaction, or none.
//!
//! The library's own migrator stamps the database's clock and takes no lock on SQLite; this one takes the time as an
//! argument and holds the write lock, so that two processes may open a new site at once.

use std::path::Path;

use bongsu_model::{Digest, Micros};
use sqlx::{Connection, SqlSafeStr};

use crate::StoreError;
use crate::sqlite::{Connect, opening};

/// Brings an empty or older database up to date; refuses a foreign, newer or different one untouched.
pub(crate) async fn migrate(
    connection: &mut Connect,
    path: &Path,
    now: Micros,
) -> Result<(), StoreError> {
    let fresh = identify(connection, path).await?;
    if !fresh && applied(connection, path).await? == MIGRATIONS.len() {
        return Ok(());
    }
    let mut transaction = connection
        .begin_with("BEGIN IMMEDIATE")
        .await
        .map_err(|error| opening(error, path))?;
    // Another process may have come first: what is there is read again under the lock.
    if identify(&mut transaction, path).await? {
        sqlx::raw_sql(MARK).execute(&mut *transaction).await?;
        sqlx::raw_sql(BOOTSTRAP).execute(&mut *transaction).await?;
    }
    let n_applied = applied(&mut transaction, path).await?;
    for migration in MIGRATIONS.iter().skip(n_applied) {
        sqlx::raw_sql(migration.sql.into_sql_str())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO schema_versions (version, name, digest, applied_at) VALUES ($1, $2, $3, $4)")
            .bind(migration.version)
            .bind(migration.name)
            .bind(Digest::of(migration.sql.as_bytes()).to_string())
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
    }
    Ok(transaction.commit().await?)
}

/// Checks that a database is one that this program reads as it is.
pub(crate) async fn check(connection: &mut Connect, path: &Path) -> Result<(), StoreError> {
    let found = if identify(connection, path).await? {
        0
    } else {
        applied(connection, path).await?
    };
    if found < MIGRATIONS.len() {
        return Err(StoreError::Older {
            path: path.to_owned(),
            found: found as i64,
            known: known(),
        });
    }
    Ok(())
}

struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

const BOOTSTRAP: &str = include_str!("../migrations/sqlite/0000_schema_versions.sql");

/// Released migrations never change; a change of the schema is a new one at the end.
const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "imports",
        sql: include_str!("../migrations/sqlite/0001_imports.sql"),
    },
    Migration {
        version: 2,
        name: "vault",
        sql: include_str!("../migrations/sqlite/0002_vault.sql"),
    },
    Migration {
        version: 3,
        name: "runs",
        sql: include_str!("../migrations/sqlite/0003_runs.sql"),
    },
    Migration {
        version: 4,
        name: "cases",
        sql: include_str!("../migrations/sqlite/0004_cases.sql"),
    },
    Migration {
        version: 5,
        name: "claims",
        sql: include_str!("../migrations/sqlite/0005_claims.sql"),
    },
    Migration {
        version: 6,
        name: "cases of the last run",
        sql: include_str!("../migrations/sqlite/0006_cases_of_last_run.sql"),
    },
    Migration {
        version: 7,
        name: "judgements",
        sql: include_str!("../migrations/sqlite/0007_judgements.sql"),
    },
    Migration {
        version: 8,
        name: "register",
        sql: include_str!("../migrations/sqlite/0008_register.sql"),
    },
];

/// `bong` in ASCII, in the header of the file: tells a database of bongsu from any other.
const APPLICATION: i64 = 0x626f_6e67;
const MARK: &str = "PRAGMA application_id = 0x626f6e67";

fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Whether the database is empty; an error where it belongs to something else.
async fn identify(connection: &mut Connect, path: &Path) -> Result<bool, StoreError> {
    let naming = |error| opening(error, path);
    let application: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *connection)
        .await
        .map_err(naming)?;
    if application == APPLICATION {
        return Ok(false);
    }
    let n_tables: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema")
        .fetch_one(connection)
        .await
        .map_err(naming)?;
    if application == 0 && n_tables == 0 {
        Ok(true)
    } else {
        Err(StoreError::NotADatabase {
            path: path.to_owned(),
        })
    }
}

/// How many migrations a database has; an error where they are not the first ones of this program.
async fn applied(connection: &mut Connect, path: &Path) -> Result<usize, StoreError> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT version, digest FROM schema_versions ORDER BY version")
            .fetch_all(connection)
            .await
            .map_err(|error| opening(error, path))?;
    if let Some((found, _)) = rows.last()
        && *found > known()
    {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: *found,
            known: known(),
        });
    }
    for (row, migration) in rows.iter().zip(MIGRATIONS) {
        let (version, digest) = row;
        if *version != migration.version
            || *digest != Digest::of(migration.sql.as_bytes()).to_string()
        {
            return Err(StoreError::OtherSchema {
                path: path.to_owned(),
                version: *version,
            });
        }
    }
    Ok(rows.len())
}
