//! Heavy libraries have one door each: DataFusion in `lake`, databases in `store`.

use super::complaint::Complaint;
use super::packages::Packages;

/// Beginnings of package names, and the one crate that may depend on them.
const DOORS: [(&str, &str); 6] = [
    ("datafusion", "bongsu-lake"),
    ("ballista", "bongsu-lake"),
    ("arrow", "bongsu-lake"),
    ("parquet", "bongsu-lake"),
    ("sqlx", "bongsu-store"),
    ("rusqlite", "bongsu-store"),
];

/// Crates that go round a door.
pub(crate) fn check(packages: &Packages) -> Vec<Complaint> {
    let edges = packages
        .0
        .iter()
        .flat_map(|package| package.dependencies.iter().map(move |used| (package, used)));
    edges
        .filter_map(|(package, used)| {
            let is_of =
                |family: &str| used.name == family || used.name.starts_with(&format!("{family}-"));
            let (_, owner) = DOORS.iter().find(|(family, _)| is_of(family))?;
            (package.name != *owner).then(|| {
                let what = format!(
                    "`{}` depends on `{}`; only `{owner}` may",
                    package.name, used.name
                );
                Complaint::error(
                    &package.manifest,
                    0,
                    what,
                    format!("let `{owner}` offer what is needed"),
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::packages::pack;
    use super::*;

    #[test]
    fn only_the_owner_of_a_door_goes_through() {
        let found = check(&pack(&[
            ("bongsu-lake", &["datafusion", "arrow", "parquet"]),
            ("bongsu-store", &["sqlx", "arrowhead"]),
            ("bongsu-engine", &["datafusion-common"]),
            ("bongsu-web", &["dev:sqlx"]),
        ]));
        let files: Vec<String> = found.into_iter().map(|one| one.file).collect();
        assert_eq!(
            files,
            [
                "crates/bongsu-engine/Cargo.toml",
                "crates/bongsu-web/Cargo.toml"
            ]
        );
    }
}
