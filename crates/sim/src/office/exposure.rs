//! What can be reached from outside, listings on markets, advice, incidents.

use crate::calendar::DAY;
use crate::holder::Holder;
use crate::records::{Record, Sheet};
use crate::stream::{Purpose, Seeds, Stream};
use crate::world::World;

/// Something of the holder's that can be reached from outside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asset {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) value: String,
}

/// An offer on a market.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listing {
    pub(crate) day: i32,
    pub(crate) victim: String,
    pub(crate) indicators: String,
    pub(crate) access: &'static str,
    pub(crate) mark: u16,
}

/// What the holder has.
pub(crate) fn assets(holder: &Holder, seeds: &Seeds) -> Vec<Asset> {
    let mut stream = seeds.stream(Purpose::Outside, 2, 0);
    let gate = stream.pick(&["vpn", "remote", "gate", "access", "ssl"]);
    let mail = stream.pick(&["mail", "webmail", "owa"]);
    let mut assets = vec![
        ("domain", holder.domain.clone()),
        ("vpn", format!("{gate}.{}", holder.domain)),
        ("host", format!("{mail}.{}", holder.domain)),
        ("host", format!("www.{}", holder.domain)),
        ("name", holder.name.clone()),
    ];
    // Addresses of the ranges reserved for documentation.
    for _ in 0..stream.range(1, 3) {
        assets.push(("address", format!("203.0.113.{}", stream.range(2, 250))));
    }
    assets
        .into_iter()
        .map(|(kind, value)| Asset {
            id: stream.code("asset_********"),
            kind,
            value,
        })
        .collect()
}

/// Records a listing.
pub(crate) fn list(world: &mut World, listing: &Listing, stream: &mut Stream) {
    let at = i64::from(listing.day) * DAY + i64::from(stream.range(0, 86_000));
    let what = match listing.access {
        "vpn" => "vpn access",
        "rdp" => "rdp admin",
        "webshell" => "shell on web server",
        "data" => "database dump",
        _ => "corporate logins",
    };
    let country = stream.pick(&["KR", "KR", "asia", "east asia"]);
    let size = stream.pick(&[
        "revenue 400M",
        "revenue 90M",
        "2000 hosts",
        "300 hosts",
        "domain user",
        "local admin",
    ]);
    let cells = vec![
        stream.code("lst-?##?####"),
        world.calendar.rfc3339(at),
        stream
            .pick(&["northgate", "bazaar-9", "forum-x", "quietmarket"])
            .to_owned(),
        format!("{what} {country} {size}"),
        listing.victim.clone(),
        listing.indicators.clone(),
        listing.access.to_owned(),
        (stream.range(2, 90) * 100).to_string(),
        stream.pick(&["USD", "USD", "EUR", "BTC"]).to_owned(),
    ];
    let mut record = Record::new(listing.day, cells).marked(listing.mark);
    record.at = at;
    world.records.add(Sheet::Listings, record);
}

/// Listings about others, advice that was followed, small incidents.
pub(super) fn ordinary(world: &mut World) {
    let mut stream = world.stream(Purpose::Office, 1);
    let days = world.calendar.days();
    for asset in world.assets.clone() {
        world.records.add(
            Sheet::Assets,
            Record::new(0, vec![asset.id, asset.kind.to_owned(), asset.value]),
        );
    }
    for _ in 0..days / 6 + stream.range(4, 12) {
        let place = stream.below(world.register.organisations.len());
        let organisation = world.register.organisation(place);
        let named = stream.chance(0.4);
        let victim = if named {
            organisation.names.first().cloned().unwrap_or_default()
        } else {
            String::new()
        };
        let indicators = if stream.chance(0.7) {
            organisation.domain
        } else {
            String::new()
        };
        let access = stream.pick(&["vpn", "rdp", "citrix", "webshell", "credentials", "data"]);
        list(
            world,
            &Listing {
                day: stream.range(0, days - 1),
                victim,
                indicators,
                access,
                mark: 0,
            },
            &mut stream,
        );
    }
    let assets = world.assets.clone();
    for _ in 0..days / 60 + 2 {
        let asset = assets
            .get(stream.below(assets.len()))
            .cloned()
            .unwrap_or_default();
        let issued = stream.range(-60, days - 5);
        let done = issued + stream.range(3, 28);
        let about = stream.pick(&[
            "renew the certificate",
            "update the mail server",
            "close an unused port",
            "turn on a second factor",
        ]);
        let cells = vec![
            stream.code("ADV-#####"),
            asset.id,
            world.calendar.day(issued).to_string(),
            about.to_owned(),
            world.calendar.day(issued + 30).to_string(),
            if done < days {
                world.calendar.day(done).to_string()
            } else {
                String::new()
            },
        ];
        world.records.add(Sheet::Advice, Record::new(issued, cells));
    }
    for _ in 0..stream.range(1, 3) {
        let asset = assets
            .get(stream.below(assets.len()))
            .cloned()
            .unwrap_or_default();
        let day = stream.range(0, days - 1);
        let at = i64::from(day) * DAY + i64::from(stream.range(0, 86_000));
        let about = "service stopped after a failed update, restored the same day";
        let cells = vec![
            stream.code("INC-####"),
            asset.id,
            world.calendar.plain(at),
            "outage".to_owned(),
            about.to_owned(),
        ];
        world.records.add(Sheet::Incidents, Record::new(day, cells));
    }
}
