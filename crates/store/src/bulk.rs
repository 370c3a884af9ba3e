//! Many rows in few statements.
//!
//! A query file holds the statement for one row; its `VALUES ($1, …)` group is repeated with the numbers moved on, so
//! the file stays valid SQL for both databases and 100,000 rows take a few hundred statements.

use sqlx::AssertSqlSafe;

use crate::StoreError;
use crate::sqlite::{Connect, Statement};

/// Inserts every row; returns how many were new.
///
/// `bind` binds the values of one row in the order of the statement.
pub(crate) async fn insert<'r, T: Sync>(
    connection: &mut Connect,
    sql: &'static str,
    rows: &'r [T],
    bind: impl for<'q> Fn(Statement<'q>, &'r T) -> Statement<'q> + Send,
) -> Result<u64, StoreError> {
    let mut new = 0;
    for chunk in rows.chunks(ROWS) {
        let whole = chunk.len() == ROWS;
        let mut statement = sqlx::query(AssertSqlSafe(repeat(sql, chunk.len()))).persistent(whole);
        for row in chunk {
            statement = bind(statement, row);
        }
        new += statement.execute(&mut *connection).await?.rows_affected();
    }
    Ok(new)
}

/// Rows of one statement. More gain nothing: SQLite looks each `$n` up in a list.
const ROWS: usize = 50;

/// The statement for `n` rows, from the one for a single row.
fn repeat(sql: &str, n: usize) -> String {
    let Some((head, group, tail)) = split(sql) else {
        return sql.to_owned();
    };
    let columns = group.matches('$').count();
    let mut text = String::with_capacity(sql.len() + n * (group.len() + 12));
    text.push_str(head);
    for row in 0..n {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let comma = if column == 1 { "" } else { ", " };
            let number = row * columns + column;
            text.push_str(comma);
            text.push('$');
            text.push_str(&number.to_string());
        }
        text.push(')');
    }
    text.push_str(tail);
    text
}

/// What stands before the group of values, the group, and what follows.
fn split(sql: &str) -> Option<(&str, &str, &str)> {
    let start = sql.find("VALUES (")? + "VALUES ".len();
    let length = sql.get(start..)?.find(')')? + 1;
    Some((
        sql.get(..start)?,
        sql.get(start..start + length)?,
        sql.get(start + length..)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_is_repeated_with_numbers_moved_on() {
        let one = "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT (a) DO NOTHING";
        assert_eq!(repeat(one, 1), one);
        assert_eq!(
            repeat(one, 3),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), ($5, $6) ON CONFLICT (a) DO NOTHING"
        );
    }
}
