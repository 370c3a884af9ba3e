//! Names behind pseudonyms, shown only after who, what and why stand in the audit log.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use bongsu_engine::Site;
use bongsu_model::PersonId;
use bongsu_store::RevealRequest;
use clap::Args;

use crate::clock;

/// Flags of commands that can show names.
#[derive(Args, Clone, Debug)]
pub(crate) struct RevealArgs {
    /// Show account and name instead of the pseudonym; written to the audit log first
    #[arg(long, requires = "reason")]
    reveal: bool,
    /// Why names are shown
    #[arg(long, value_name = "TEXT", requires = "reveal")]
    reason: Option<String>,
}

/// Names by pseudonym; empty where nothing was revealed.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl RevealArgs {
    /// Writes the audit entry and reads the names, where they are asked for.
    pub(crate) async fn names(
        &self,
        site: &Site,
        what: &str,
        people: Vec<PersonId>,
    ) -> anyhow::Result<Names> {
        if !self.reveal {
            return Ok(Names::default());
        }
        let why = self.reason.clone().unwrap_or_default();
        if why.trim().is_empty() {
            bail!("names are shown only with a reason\nhint: --reveal --reason TEXT");
        }
        let people: Vec<PersonId> = people
            .into_iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let request = RevealRequest {
            who: clock::user(),
            what: what.to_owned(),
            why,
            people,
            at: clock::now(),
        };
        let identities = site.store.reveal(&request).await?;
        let named = identities.into_iter().map(|identity| {
            let accounts = if identity.accounts.is_empty() {
                &identity.keys
            } else {
                &identity.accounts
            };
            let account = accounts.first().map_or("no account", String::as_str);
            let name = identity
                .names
                .first()
                .map_or("name not known", String::as_str);
            (identity.person.to_string(), format!("{account} ({name})"))
        });
        Ok(Names(named.collect()))
    }
}

impl Names {
    /// Puts names in the places of pseudonyms, the shortened ones too.
    pub(crate) fn show(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (pseudonym, name) in &self.0 {
            text = text.replace(pseudonym, name);
            if let Some(short) = pseudonym.get(..13) {
                text = text.replace(short, name);
            }
        }
        text
    }
}
