//! Registers: organisations, who holds them, who runs them, who is listed.

use super::{Column, Table, day, number, text, texts};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "organisations",
        about: "an organisation (or, as a holder, a person of public record) in a register",
        columns: &[
            text("org", "its id in the register").required(),
            texts("names", "its names, the registered one first"),
            text(
                "kind",
                "`organisation`, `person` or `arrangement`; `anonymous` and `unknown` with their reason",
            ),
            text("legal_form", "legal form as registered"),
            text("registration", "registration number"),
            text("jurisdiction", "jurisdiction, ISO 3166"),
            day("founded_on", "day of foundation"),
            day("dissolved_on", "day of dissolution"),
            texts("addresses", "registered and business addresses"),
            texts("phones", "telephone numbers"),
            texts("domains", "internet domains"),
            text("unknown_reason", "why the holder is not known"),
        ],
    },
    Table {
        name: "interests",
        about: "an interest that a holder has in a subject",
        columns: &[
            text("subject", "organisation held").required(),
            text(
                "holder",
                "who holds; empty: not known, see `unknown_reason`",
            ),
            text(
                "kind",
                "`shareholding`, `voting`, `appointment`, `influence` or as the register says",
            ),
            text("directness", "`direct`, `indirect` or `unknown`"),
            number("share_min", "lower end of the share, 0 to 1"),
            number("share_max", "upper end of the share, 0 to 1"),
            number("exact", "the share where it is exact, 0 to 1"),
            day("from_on", "first day"),
            day("to_on", "last day; empty while it lasts"),
            text("unknown_reason", "why the holder or the share is not known"),
        ],
    },
    Table {
        name: "officers",
        about: "a person who runs an organisation, from a public register",
        columns: &[
            text("org", "organisation").required(),
            Column {
                required: true,
                ..text("person_name", "the officer's name as registered")
            },
            text("role", "`director`, `representative`, …"),
            day("from_on", "first day"),
            day("to_on", "last day; empty while it lasts"),
        ],
    },
    Table {
        name: "supplies",
        about: "one organisation supplies another",
        columns: &[
            text("supplier", "who supplies").required(),
            text("customer", "who is supplied").required(),
            day("from_on", "first day"),
            day("to_on", "last day; empty while it lasts"),
        ],
    },
    Table {
        name: "listed",
        about: "a party on a list of restricted parties",
        columns: &[
            text("entry", "its id in the list").required(),
            texts("names", "its names, the primary one first").or(&["name", "organisation"]),
            text("kind", "`organisation`, `person`, `vessel` or `aircraft`"),
            text("list", "the list"),
            text("list_version", "version of the list"),
            text("programme", "programme or ground of listing"),
            text("reason", "why, as the list says"),
            text("jurisdiction", "jurisdiction, ISO 3166 or as the list says"),
            texts("addresses", "addresses"),
            day("from_on", "first day"),
            day("to_on", "last day"),
        ],
    },
];
