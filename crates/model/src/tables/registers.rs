//! Registers: organisations, who holds them, who runs them, who is listed, and what legal forms there are.

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
    Table {
        name: "legal_forms",
        about: "a name of a legal form in a code list such as ISO 20275; a form has a row for each language",
        columns: &[
            text("code", "its code in the list")
                .or(&["elf_code"])
                .required(),
            text(
                "jurisdiction",
                "where the form exists: the sub-division where one is given, the country otherwise",
            ),
            text("country_code", "country, ISO 3166-1").or(&["country_code_(iso_3166-1)"]),
            text("country", "country by name").or(&["country_of_formation"]),
            text(
                "subdivision_code",
                "sub-division of the country, ISO 3166-2",
            )
            .or(&["country_sub-division_code_(iso_3166-2)"]),
            text("subdivision", "sub-division or other jurisdiction by name")
                .or(&["jurisdiction_of_formation"]),
            text(
                "local_name",
                "its name in the local script; empty for a code that stands for no form",
            )
            .or(&["entity_legal_form_name_local_name"]),
            text("name_language", "the language the name is in").or(&["language"]),
            text(
                "name_language_code",
                "the same as a code, as the list has it",
            )
            .or(&["language_code_(iso_639-1)"]),
            text("transliteration", "the name in Latin script")
                .or(&["entity_legal_form_name_transliterated_name_(per_iso_01-140-10)"]),
            texts("abbreviations", "its abbreviations in the local script")
                .or(&["abbreviations_local_language"]),
            texts("transliterated_abbreviations", "the same in Latin script")
                .or(&["abbreviations_transliterated"]),
            day("created_on", "day on which the code was made")
                .or(&["date_created_yyyy-mm-dd_(iso_8601)"])
                .required(),
            text("status", "`ACTV` or `INAC`")
                .or(&["elf_status_actv/inac"])
                .required(),
            text("modification", "what was changed last"),
            day("modified_on", "day of the last change")
                .or(&["modification_date_yyyy-mm-dd_(iso_8601)"]),
            text("remark", "why, or what the code is for").or(&["reason"]),
        ],
    },
];
