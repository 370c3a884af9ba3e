//! Listings, assets, and what joins them.

use std::fmt;

use bongsu_model::{Certainty, Micros, RowRef};
use serde::{Deserialize, Serialize};

/// An offer of access or data on a market.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Its id.
    pub listing: String,
    /// When it was seen.
    pub seen_at: Micros,
    /// Where.
    pub market: String,
    /// As posted.
    pub title: String,
    /// The victim as named in it; empty where none is.
    pub victim: String,
    /// Domains, hosts and addresses named in it.
    pub indicators: Vec<String>,
    /// `rdp`, `vpn`, `citrix`, `webshell`, `credentials` or `data`.
    pub access: String,
    /// Asking price.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// The row it stands on.
    pub at: RowRef,
}

/// Something of the holder's that can be reached from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its id.
    pub asset: String,
    /// What it is.
    pub kind: AssetKind,
    /// The domain, host name, address, network or name.
    pub value: String,
}

/// What an asset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssetKind {
    /// A domain with everything under it.
    Domain,
    /// One host.
    Host,
    /// A remote-access gateway: a host or an address.
    Vpn,
    /// An IP address or a network (`203.0.113.0/24`).
    Address,
    /// A name the holder is known by.
    Name,
}

/// A listing that names an asset.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    /// The listing's id.
    pub listing: String,
    /// The asset's id; `None` where only a name or domain of the holder itself is named.
    pub asset: Option<String>,
    /// How sure it is that the holder is meant.
    pub certainty: Certainty,
    /// How it matched.
    pub how: How,
    /// The match in words.
    pub note: String,
    /// The rows it stands on.
    pub refs: Vec<RowRef>,
}

/// How a listing matched, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The host itself.
    Host,
    /// The address, or one inside the network.
    Address,
    /// The domain itself.
    ExactDomain,
    /// A host under the domain.
    Subdomain,
    /// The name only.
    Name,
    /// A domain that looks like the holder's and is another: no exposure of the holder.
    LookAlike,
}

impl Exposure {
    /// Whether the holder may be exposed; a look-alike shows somebody else's domain.
    pub const fn is_of_holder(&self) -> bool {
        !matches!(self.how, How::LookAlike)
    }
}

impl AssetKind {
    /// Reads the word of the table `assets`; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "domain" => Some(Self::Domain),
            "host" => Some(Self::Host),
            "vpn" => Some(Self::Vpn),
            "address" | "ip" | "network" => Some(Self::Address),
            "name" => Some(Self::Name),
            _ => None,
        }
    }
}

impl How {
    /// The word used in tables and pages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Address => "address",
            Self::ExactDomain => "exact domain",
            Self::Subdomain => "subdomain",
            Self::Name => "name",
            Self::LookAlike => "look-alike",
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
