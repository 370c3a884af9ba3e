//! The workspace's packages and what they depend on.

use serde_json::Value;

/// Every package of the workspace, by name.
#[derive(Debug)]
pub(crate) struct Packages(pub(crate) Vec<Package>);

/// A package.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its manifest, relative to the root.
    pub(crate) manifest: String,
    /// What it depends on directly.
    pub(crate) dependencies: Vec<Dependency>,
}

/// A direct dependency.
#[derive(Debug)]
pub(crate) struct Dependency {
    /// The package.
    pub(crate) name: String,
    /// Whether only tests use it.
    pub(crate) is_for_tests: bool,
}

impl Packages {
    /// Reads the answer of `cargo metadata --no-deps`.
    pub(crate) fn parse(metadata: &Value) -> Self {
        let root = format!("{}/", text(metadata, "workspace_root"));
        let mut packages: Vec<Package> = items(metadata, "packages")
            .map(|package| Package {
                name: text(package, "name").to_owned(),
                manifest: text(package, "manifest_path")
                    .trim_start_matches(&root)
                    .to_owned(),
                dependencies: items(package, "dependencies")
                    .map(Dependency::parse)
                    .collect(),
            })
            .collect();
        packages.sort_by(|a, b| a.name.cmp(&b.name));
        Self(packages)
    }
}

impl Dependency {
    fn parse(dependency: &Value) -> Self {
        Self {
            name: text(dependency, "name").to_owned(),
            is_for_tests: text(dependency, "kind") == "dev",
        }
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// Packages for the tests of the checks: a name and its dependencies, those of tests after `dev:`.
#[cfg(test)]
pub(crate) fn pack(packages: &[(&str, &[&str])]) -> Packages {
    let dependency = |text: &&str| match text.strip_prefix("dev:") {
        Some(name) => serde_json::json!({ "name": name, "kind": "dev" }),
        None => serde_json::json!({ "name": text, "kind": null }),
    };
    let package = |(name, uses): &(&str, &[&str])| {
        let dependencies: Vec<Value> = uses.iter().map(dependency).collect();
        serde_json::json!({
            "name": name, "manifest_path": format!("/w/crates/{name}/Cargo.toml"), "dependencies": dependencies,
        })
    };
    let packages: Vec<Value> = packages.iter().map(package).collect();
    Packages::parse(&serde_json::json!({ "workspace_root": "/w", "packages": packages }))
}
