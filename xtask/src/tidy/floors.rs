//! A crate uses only the floors below it.

use super::complaint::Complaint;
use super::packages::{Dependency, Package, Packages};

/// Crates and their floors; a new crate is entered here and in ARCHITECTURE.md.
const FLOORS: [(&str, u8); 12] = [
    ("bongsu-model", 1),
    ("bongsu-names", 2),
    ("bongsu-content", 2),
    ("bongsu-extract", 2),
    ("bongsu-ties", 3),
    ("bongsu-watch", 3),
    ("bongsu-lake", 4),
    ("bongsu-store", 4),
    ("bongsu-exchange", 4),
    ("bongsu-engine", 5),
    ("bongsu-web", 6),
    ("bongsu", 7),
];

/// The synthetic holder: it stands apart, uses `model` only and is used by the top floor and by tests only.
const SIM: &str = "bongsu-sim";
/// The tasks: apart, never used; they use what is measured without the binary.
const XTASK: &str = "xtask";
/// Libraries that the benchmark calls itself.
const MEASURED: [&str; 3] = ["bongsu-model", "bongsu-names", "bongsu-ties"];

/// Dependencies that go sideways or up, and crates without a floor.
pub(crate) fn check(packages: &Packages) -> Vec<Complaint> {
    let is_ours = |name: &str| packages.0.iter().any(|package| package.name == name);
    packages
        .0
        .iter()
        .flat_map(|package| {
            let ours = package
                .dependencies
                .iter()
                .filter(|dependency| is_ours(&dependency.name));
            let edges = ours.filter_map(|dependency| judge_edge(package, dependency));
            judge_package(package).into_iter().chain(edges)
        })
        .collect()
}

fn judge_package(package: &Package) -> Option<Complaint> {
    let known = floor(&package.name).is_some() || [SIM, XTASK].contains(&package.name.as_str());
    (!known).then(|| {
        let what = format!("`{}` has no floor", package.name);
        Complaint::error(
            &package.manifest,
            0,
            what,
            "enter it in xtask/src/tidy/floors.rs and ARCHITECTURE.md",
        )
    })
}

fn judge_edge(package: &Package, dependency: &Dependency) -> Option<Complaint> {
    let (from, to) = (package.name.as_str(), dependency.name.as_str());
    let wrong = match (from, to) {
        (XTASK, to) if MEASURED.contains(&to) => None,
        (XTASK, _) | (_, XTASK) => Some("xtask stands apart from the product"),
        (SIM, "bongsu-model") | ("bongsu", SIM) => None,
        (SIM, _) => Some("the simulator uses `bongsu-model` only"),
        (_, SIM) if dependency.is_for_tests => None,
        (_, SIM) => Some("only `bongsu` and tests use the simulator"),
        _ => match (floor(from), floor(to)) {
            (Some(above), Some(below)) if below >= above => {
                Some("a crate uses only the floors below it")
            }
            _ => None,
        },
    };
    wrong.map(|rule| {
        let what = format!("`{from}` depends on `{to}`; {rule}");
        Complaint::error(
            &package.manifest,
            0,
            what,
            "move the shared part down or take it as an argument",
        )
    })
}

fn floor(name: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(crate_name, _)| *crate_name == name)
        .map(|(_, floor)| *floor)
}

#[cfg(test)]
mod tests {
    use super::super::packages::pack;
    use super::*;

    fn complaints(packages: &[(&str, &[&str])]) -> Vec<String> {
        let every: Vec<(&str, &[&str])> = FLOORS
            .iter()
            .map(|(name, _)| *name)
            .chain([SIM, XTASK])
            .map(|name| {
                let uses = packages
                    .iter()
                    .find(|(other, _)| *other == name)
                    .map_or(&[][..], |(_, uses)| *uses);
                (name, uses)
            })
            .chain(
                packages
                    .iter()
                    .copied()
                    .filter(|(name, _)| floor(name).is_none() && ![SIM, XTASK].contains(name)),
            )
            .collect();
        check(&pack(&every))
            .into_iter()
            .map(|one| one.what)
            .collect()
    }

    #[test]
    fn the_house_as_designed_passes() {
        let house: [(&str, &[&str]); 5] = [
            ("bongsu", &["bongsu-web", "bongsu-engine", SIM, "clap"]),
            (
                "bongsu-engine",
                &[
                    "bongsu-lake",
                    "bongsu-store",
                    "bongsu-model",
                    "dev:bongsu-sim",
                ],
            ),
            ("bongsu-ties", &["bongsu-names"]),
            (SIM, &["bongsu-model", "rand"]),
            (XTASK, &["anyhow", "bongsu-names"]),
        ];
        assert_eq!(complaints(&house), Vec::<String>::new());
    }

    #[test]
    fn an_edge_up_or_sideways_fails() {
        for (from, to) in [
            ("bongsu-model", "bongsu-names"),
            ("bongsu-names", "bongsu-content"),
            ("bongsu-lake", "bongsu-store"),
            ("bongsu-engine", "bongsu-web"),
            ("bongsu-engine", SIM),
            ("bongsu-store", "dev:bongsu-engine"),
            (SIM, "bongsu-names"),
            (XTASK, "bongsu-engine"),
        ] {
            assert_eq!(complaints(&[(from, &[to])]).len(), 1, "{from} → {to}");
        }
    }

    #[test]
    fn a_crate_without_a_floor_fails() {
        assert_eq!(
            complaints(&[("bongsu-helper", &[])]),
            ["`bongsu-helper` has no floor"]
        );
    }
}
