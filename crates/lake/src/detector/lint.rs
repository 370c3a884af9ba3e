//! What a detector may not do, checked on its tokens, its tables and its plan.

use std::collections::BTreeSet;
use std::fmt;

use arrow::datatypes::{DataType, SchemaRef};
use bongsu_model::tables;
use datafusion::logical_expr::sqlparser::dialect::GenericDialect;
use datafusion::logical_expr::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};
use datafusion::sql::parser::DFParser;
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser;

use super::header::{Detector, SubjectKind};
use crate::session::LakeSession;

/// Something a detector may not do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintIssue {
    /// The file.
    pub file: String,
    /// Line of the file, counted from 1; 1 where the whole file is meant.
    pub line: u64,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Words whose result depends on when or where a query runs.
const UNSTEADY: [&str; 8] = [
    "now",
    "current_date",
    "current_time",
    "current_timestamp",
    "today",
    "random",
    "uuid",
    "version",
];

/// Aggregates that a `count(DISTINCT …)` may not stand beside.
const AGGREGATES: [&str; 10] = [
    "count",
    "sum",
    "min",
    "max",
    "avg",
    "array_agg",
    "median",
    "first_value",
    "last_value",
    "string_agg",
];

/// Lints a detector against the tables of a session.
pub async fn lint(detector: &Detector, session: &LakeSession) -> Vec<LintIssue> {
    let mut issues = BTreeSet::new();
    let header_lines = detector
        .text
        .lines()
        .take_while(|line| line.starts_with("--"))
        .count() as u64;
    let mut say = |line: u64, reason: String| {
        issues.insert(LintIssue {
            file: detector.file.clone(),
            line,
            reason,
        });
    };
    match Tokenizer::new(&GenericDialect {}, &detector.sql).tokenize_with_location() {
        Ok(tokens) => {
            let tokens: Vec<_> = tokens
                .into_iter()
                .filter(|token| !matches!(token.token, Token::Whitespace(_)))
                .collect();
            tokens_may(&tokens, &mut |line, reason| {
                say(line + header_lines, reason);
            });
        }
        Err(error) => say(
            header_lines + error.location.line,
            format!("the query cannot be read: {error}"),
        ),
    }
    if let Err(error) = DFParser::parse_sql(&detector.query()) {
        let text = error.to_string();
        say(
            header_lines + line_in(&text),
            format!("the query cannot be read: {}", plain_error(&text)),
        );
        return issues.into_iter().collect();
    }
    inputs_match(detector, &mut say);
    window_is_bounded(detector, &mut say);
    match session.plan(&detector.file, &detector.query()).await {
        Ok(schema) => contract_holds(detector, &schema, &mut say),
        Err(error) => {
            let text = error.to_string();
            let text = text
                .strip_prefix(&format!("{}: ", detector.file))
                .unwrap_or(&text);
            say(header_lines + line_in(text), plain_error(text));
        }
    }
    issues.into_iter().collect()
}

/// The line that the engine's message names, counted in the query; the first one where it names none.
fn line_in(text: &str) -> u64 {
    let digits = text.split("Line: ").nth(1).unwrap_or("");
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    digits
        .get(..end)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(1)
}

/// A message without the names of the engine's types.
fn plain_error(text: &str) -> String {
    let text = [
        "SQL error: ",
        "Error during planning: ",
        "ParserError(",
        "TokenizerError(",
    ]
    .iter()
    .fold(text.to_owned(), |text, noise| text.replace(noise, ""));
    text.trim_matches(['"', ')']).to_owned()
}

fn tokens_may(tokens: &[TokenWithSpan], say: &mut dyn FnMut(u64, String)) {
    let mut lists: Vec<SelectList> = Vec::new();
    let mut depth = 0_i32;
    let word = |at: usize| match tokens.get(at).map(|token| &token.token) {
        Some(Token::Word(word)) => Some(word.value.to_lowercase()),
        _ => None,
    };
    for (at, TokenWithSpan { token, span }) in tokens.iter().enumerate() {
        let line = span.start.line;
        match token {
            Token::LParen => depth += 1,
            Token::RParen => {
                depth -= 1;
                lists.retain(|list| list.depth <= depth);
            }
            Token::Mul => {
                let before = at.checked_sub(1).and_then(word);
                let after_period = at
                    .checked_sub(1)
                    .and_then(|b| tokens.get(b))
                    .is_some_and(|t| t.token == Token::Period);
                if before.as_deref() == Some("select") || after_period {
                    say(
                        line,
                        "`SELECT *` hides what the detector reads: name the columns".to_owned(),
                    );
                }
            }
            Token::Word(found) => {
                let found = found.value.to_lowercase();
                let called = tokens
                    .get(at + 1)
                    .is_some_and(|next| next.token == Token::LParen);
                if UNSTEADY.contains(&found.as_str()) && (called || found.starts_with("current_")) {
                    say(
                        line,
                        format!(
                            "`{found}` gives another result tomorrow: use the dates of the rows"
                        ),
                    );
                }
                // The set operation is not the word about a person.
                let set = found == "union"
                    && tokens.get(at + 1).is_some_and(|next| match &next.token {
                        Token::LParen => true,
                        Token::Word(next) => ["all", "select", "distinct"]
                            .contains(&next.value.to_lowercase().as_str()),
                        _ => false,
                    });
                if !set && tables::is_denied(&found) {
                    say(
                        line,
                        format!("`{found}` is a denied column: no detector may read or make it"),
                    );
                }
                match found.as_str() {
                    "select" => lists.push(SelectList {
                        depth,
                        distinct: false,
                        others: 0,
                    }),
                    "from" => lists.retain(|list| list.depth != depth),
                    _ if called && AGGREGATES.contains(&found.as_str()) => {
                        let distinct =
                            found == "count" && word(at + 2).as_deref() == Some("distinct");
                        if let Some(list) = lists.last_mut() {
                            list.distinct |= distinct;
                            list.others += u32::from(!distinct);
                            if list.distinct && list.others > 0 {
                                say(line, "`count(DISTINCT …)` beside other aggregates is slow: aggregate in two stages".to_owned());
                            }
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

struct SelectList {
    depth: i32,
    distinct: bool,
    others: u32,
}

fn inputs_match(detector: &Detector, say: &mut dyn FnMut(u64, String)) {
    let statements = match DFParser::parse_sql(&detector.query()) {
        Ok(statements) => statements,
        Err(error) => return say(1, format!("the query cannot be read: {error}")),
    };
    let Some(statement) = statements.front().filter(|_| statements.len() == 1) else {
        return say(1, "one query is wanted, not several statements".to_owned());
    };
    match resolve_table_references(statement, true) {
        Ok((used, _)) => {
            let used: BTreeSet<String> = used.iter().map(ToString::to_string).collect();
            for table in used.difference(&detector.header.inputs) {
                say(
                    1,
                    format!("reads `{table}`, which `inputs` does not declare"),
                );
            }
            for table in detector.header.inputs.difference(&used) {
                say(
                    1,
                    format!("declares the input `{table}` and does not read it"),
                );
            }
        }
        Err(error) => say(1, error.to_string()),
    }
    if !orders_by_subject(statement) {
        say(
            1,
            "the result has no fixed order: end with `ORDER BY subject, from_at`".to_owned(),
        );
    }
}

fn orders_by_subject(statement: &datafusion::sql::parser::Statement) -> bool {
    use sqlparser::ast::{OrderByKind, Statement};
    let datafusion::sql::parser::Statement::Statement(statement) = statement else {
        return false;
    };
    let Statement::Query(query) = statement.as_ref() else {
        return false;
    };
    let Some(OrderByKind::Expressions(keys)) = query.order_by.as_ref().map(|order| &order.kind)
    else {
        return false;
    };
    let keys: Vec<String> = keys
        .iter()
        .map(|key| key.expr.to_string().to_lowercase())
        .collect();
    matches!(keys.as_slice(), [subject, from, ..] if subject == "subject" && from == "from_at")
}

/// A detector over acts must look at a bounded window, set by a parameter.
fn window_is_bounded(detector: &Detector, say: &mut dyn FnMut(u64, String)) {
    let acts = ["activity", "notable", "person_day", "baseline"];
    let reads_acts = acts
        .iter()
        .any(|table| detector.header.inputs.contains(*table));
    if reads_acts
        && !detector
            .header
            .params
            .keys()
            .any(|name| name.ends_with("_days"))
    {
        say(
            1,
            "reads acts over an unbounded time: add a parameter that ends in `_days` and use it"
                .to_owned(),
        );
    }
}

/// `subject, from_at, to_at, strength, facts…, refs`, and every word of `explain`.
fn contract_holds(detector: &Detector, schema: &SchemaRef, say: &mut dyn FnMut(u64, String)) {
    let mut wanted = vec![
        ("subject", "text"),
        ("from_at", "time"),
        ("to_at", "time"),
        ("strength", "number"),
        ("refs", "list"),
    ];
    if detector.header.subject == SubjectKind::Cohort {
        wanted.push(("people", "list"));
    }
    for (name, kind) in wanted {
        let fits = schema.field_with_name(name).map(|field| match kind {
            "text" => matches!(
                field.data_type(),
                DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8
            ),
            "time" => matches!(field.data_type(), DataType::Timestamp(..)),
            "number" => field.data_type().is_numeric(),
            _ => matches!(field.data_type(), DataType::List(_)),
        });
        match fits {
            Ok(true) => {}
            Ok(false) => say(1, format!("column `{name}` of the result must be a {kind}")),
            Err(_) => say(1, format!("the result lacks the column `{name}` ({kind})")),
        }
    }
    for name in detector.placeholders() {
        if schema.field_with_name(name).is_err() {
            say(
                1,
                format!("`explain` names `{name}`, which is not a column of the result"),
            );
        }
    }
}

impl fmt::Display for LintIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}
