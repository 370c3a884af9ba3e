//! Tables about people: employment, departures, offers, agreements.

use super::{Column, Kind, Secret, Table, day, flag, number, person, text, texts, vault, whole};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "employment",
        about: "one stretch of a person's employment in one place; `people` is the latest stretch of each person",
        columns: &[
            person("person", "who")
                .or(&["employee", "employee_id", "user_id", "사번"])
                .required(),
            vault("name", Secret::Name, "the person's name").or(&["employee_name", "성명", "이름"]),
            vault(
                "account",
                Secret::Account,
                "an account in the activity logs",
            ),
            vault("email", Secret::Address, "the person's work address").or(&["address", "이메일"]),
            text("unit", "department").or(&["department", "부서"]),
            text("team", "team").or(&["팀"]),
            text("role", "role").or(&["직무"]),
            person("supervisor", "who leads the person"),
            day("from_on", "first day of the stretch").or(&["joined_on", "입사일"]),
            day("to_on", "last day of the stretch; empty while it lasts")
                .or(&["left_on", "퇴사일"]),
            flag(
                "left",
                "whether the person left the holder at `to_on`; otherwise moved",
            ),
        ],
    },
    Table {
        name: "staff_snapshots",
        about: "who was employed where on the day of a snapshot of the directory; stretches are derived from them",
        columns: &[
            day("snapshot_on", "day of the snapshot").required(),
            person("person", "who").or(&["user_id"]).required(),
            vault("name", Secret::Name, "the person's name").or(&["employee_name"]),
            vault("email", Secret::Address, "the person's work address"),
            text("role", "role"),
            text("unit", "department").or(&["department"]),
            text("team", "team"),
        ],
    },
    Table {
        name: "departures",
        about: "a departure that was announced or has happened",
        columns: &[
            person("person", "who")
                .or(&["employee", "employee_id", "user_id", "사번"])
                .required(),
            day("notice_on", "day on which notice was given").or(&["notice", "통보일"]),
            day("last_day", "last working day")
                .or(&["퇴사일"])
                .required(),
            text("stated_reason", "the reason given").or(&["reason", "퇴사사유"]),
            text("declared_employer", "the next employer as declared")
                .or(&["next_employer", "이직처"]),
            text(
                "declared_registration",
                "registration number of the declared employer",
            ),
            text(
                "declared_jurisdiction",
                "jurisdiction of the declared employer, ISO 3166",
            ),
            text("payer", "who pays the person after leaving, where known"),
            day("hired_on", "first day at the next employer, where known"),
        ],
    },
    Table {
        name: "approvals",
        about: "something agreed with a person in writing: a handover copy, a device, a duty, a change of role",
        columns: &[
            person("person", "who").required(),
            Column {
                required: true,
                ..text(
                    "kind",
                    "`handover`, `device`, `backup`, `night`, `role`, `transfer` or `travel`",
                )
            },
            day("from_on", "first day it covers").required(),
            day("to_on", "last day it covers"),
            text("technology", "the technology it covers; empty for any"),
            text("about", "what was agreed"),
            person("approved_by", "who agreed"),
        ],
    },
    Table {
        name: "offers",
        about: "an offer of work from outside, reported by the person or a colleague",
        columns: &[
            person("person", "to whom").required(),
            day("offered_on", "day of the offer").required(),
            text("offeror", "who offered, as reported"),
            text("via", "through whom: an agent, a former colleague"),
            number("pay_multiple", "offered pay as a multiple of present pay"),
            number("guaranteed_years", "years of pay guaranteed"),
            number("signing_money", "signing money as a multiple of yearly pay"),
            flag(
                "family_benefits",
                "schooling, housing or the like for dependants",
            ),
            flag(
                "legal_indemnity",
                "the offeror carries legal costs or penalties",
            ),
            flag(
                "secret_employer",
                "the employer asks not to be named, or is not named",
            ),
            flag("start_abroad", "work starts abroad"),
        ],
    },
    Table {
        name: "agreements",
        about: "an agreement between the holder and a person or partner",
        columns: &[
            text("agreement", "its number").required(),
            text(
                "kind",
                "`confidentiality`, `job-change` or `joint-research`",
            )
            .required(),
            person("person", "with whom, for an agreement with a person"),
            day("signed_on", "day of signature"),
            day(
                "start_on",
                "first day it binds; empty: the day after leaving",
            ),
            whole("duration_days", "how long it binds, in days"),
            flag(
                "covers_named",
                "binds for the parties named in `restricted`",
            ),
            flag(
                "covers_affiliates",
                "binds for who is controlled by, or controls, a named party",
            ),
            flag(
                "covers_suppliers",
                "binds for suppliers and customers of a named party",
            ),
            flag(
                "covers_common_control",
                "binds for whoever shares a controlling party with a named one",
            ),
            texts("restricted", "the restricted parties by name"),
            text("consideration", "what is paid for it"),
            number(
                "consideration_amount",
                "the amount paid, in the site's currency",
            ),
        ],
    },
    Table {
        name: "technology_access",
        about: "a person who may use a protected technology",
        columns: &[
            person("person", "who").required(),
            text("technology", "which").required(),
            day("from_on", "first day"),
            day("to_on", "last day; empty while it lasts"),
        ],
    },
    Table {
        name: "captures",
        about: "a file that was captured as somebody sent, uploaded, copied or printed it",
        columns: &[
            person("person", "who did it").required(),
            Column {
                required: true,
                ..super::plain(
                    "at",
                    Kind::Time,
                    "when; the act nearest to it within a minute is meant",
                )
            },
            text(
                "channel",
                "`mail`, `web`, `cloud`, `removable` or `print`; empty for any",
            ),
            text("file", "where the file lies in a content store").required(),
        ],
    },
    Table {
        name: "declarations",
        about: "a position a person holds elsewhere: declared to the holder, or known from a public record",
        columns: &[
            person("person", "who").required(),
            text("organisation", "where").required(),
            text("role", "as what"),
            day("from_on", "first day"),
            day("to_on", "last day; empty while it lasts"),
            flag(
                "declared",
                "true: declared by the person; false: seen in a public record",
            )
            .required(),
            day(
                "known_on",
                "day on which the declaration was made or the record seen",
            ),
            text("record", "where it is on record"),
        ],
    },
    Table {
        name: "requests",
        about: "a request for technology within joint research",
        columns: &[
            text("request", "its number").required(),
            text("project", "the project named").required(),
            person("requester", "who asks").required(),
            text("technology", "what is asked for"),
            whole(
                "grade",
                "grade of what is asked for; higher is more protected",
            ),
            text(
                "channel",
                "how it was asked: `portal`, `mail`, `messenger`, `in person`",
            ),
            Column {
                required: true,
                ..super::plain("at", Kind::Time, "when")
            },
            text("purpose", "what for, as stated"),
        ],
    },
];
