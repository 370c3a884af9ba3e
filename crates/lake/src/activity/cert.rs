//! The CERT insider-threat test dataset: logs of releases r4.2, r5.2 and r6.2, told apart by their columns.
//!
//! Columns are found by name, so releases may add or move them. Message bodies and file contents (`content`) are
//! never read. A URL keeps host and path; its query is dropped.

use super::block::{Act, Block};
use super::clock::{BadClock, LocalClock};
use super::split::{Fields, RawBlock, record};
use super::target::{
    Surroundings, extension, host, is_own, mail_domain, says_upload, without_key, without_query,
};
use crate::import::{REJECTS_KEPT, Reject};

/// The headers of release r4.2, as the simulator and messages use them.
pub const R4_2_HEADERS: [(&str, &str); 5] = [
    ("logon.csv", "id,date,user,pc,activity"),
    ("device.csv", "id,date,user,pc,activity"),
    ("file.csv", "id,date,user,pc,filename,content"),
    (
        "email.csv",
        "id,date,user,pc,to,cc,bcc,from,size,attachments,content",
    ),
    ("http.csv", "id,date,user,pc,url,content"),
];

/// Which log a header belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertKind {
    /// Log-ons and devices: one layout, told apart row by row.
    Session,
    /// Files copied, opened, written, deleted.
    File,
    /// Mail.
    Mail,
    /// Web.
    Web,
}

/// A header that is none of the known ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the header `{header}` fits no CERT log\nhint: expected one of: {}",
    expected()
)]
pub struct LayoutError {
    /// The header as found, at most 200 characters.
    pub header: String,
}

/// The layout of one log: where its columns are.
#[derive(Clone, Debug)]
pub struct CertLog {
    /// Which log it is.
    pub kind: CertKind,
    n_columns: usize,
    date: usize,
    user: usize,
    pc: usize,
    activity: Option<usize>,
    object: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    cc: Option<usize>,
    bcc: Option<usize>,
    size: Option<usize>,
    attachments: Option<usize>,
    to_removable: Option<usize>,
    from_removable: Option<usize>,
}

/// What a worker keeps between blocks.
#[derive(Debug)]
pub(super) struct CertParser<'a> {
    log: &'a CertLog,
    around: &'a Surroundings,
    clock: LocalClock,
    scratch: String,
    domains: Vec<String>,
    counterpart: String,
    object: String,
}

struct Refused {
    column: &'static str,
    reason: String,
    swapped: bool,
}

impl CertLog {
    /// Tells the layout from a header.
    ///
    /// ```
    /// use bongsu_lake::activity::{CertKind, CertLog};
    ///
    /// let log = CertLog::from_header("id,date,user,pc,filename,activity,to_removable_media,content")?;
    /// assert_eq!(log.kind, CertKind::File);
    /// assert!(CertLog::from_header("name,salary").is_err());
    /// # Ok::<(), bongsu_lake::activity::LayoutError>(())
    /// ```
    pub fn from_header(header: &str) -> Result<Self, LayoutError> {
        let names: Vec<String> = header
            .trim()
            .split(',')
            .map(|name| name.trim().to_lowercase())
            .collect();
        let find = |name: &str| names.iter().position(|known| known == name);
        let wrong = || LayoutError {
            header: header.chars().take(200).collect(),
        };
        let (Some(date), Some(user), Some(pc)) = (find("date"), find("user"), find("pc")) else {
            return Err(wrong());
        };
        let (kind, object) = match (find("filename"), find("to"), find("url"), find("activity")) {
            (Some(at), _, _, _) => (CertKind::File, Some(at)),
            (_, Some(_), _, _) => (CertKind::Mail, None),
            (_, _, Some(at), _) => (CertKind::Web, Some(at)),
            (_, _, _, Some(_)) => (CertKind::Session, None),
            _ => return Err(wrong()),
        };
        Ok(Self {
            kind,
            n_columns: names.len(),
            date,
            user,
            pc,
            activity: find("activity"),
            object,
            from: find("from"),
            to: find("to"),
            cc: find("cc"),
            bcc: find("bcc"),
            size: find("size"),
            attachments: find("attachments"),
            to_removable: find("to_removable_media"),
            from_removable: find("from_removable_media"),
        })
    }
}

impl<'a> CertParser<'a> {
    pub(super) fn new(log: &'a CertLog, around: &'a Surroundings, clock: LocalClock) -> Self {
        Self {
            log,
            around,
            clock,
            scratch: String::new(),
            domains: Vec::new(),
            counterpart: String::new(),
            object: String::new(),
        }
    }

    /// Turns the records of a block into rows.
    pub(super) fn parse(&mut self, raw: RawBlock) -> Block {
        let mut block = Block {
            read: raw.rejects.len() as u64,
            rejects: raw.rejects,
            ..Block::default()
        };
        let (mut line, mut row) = (raw.first_line, raw.first_row);
        let mut rest = raw.bytes.as_slice();
        while !rest.is_empty() {
            let (fields, used, lines) = record(rest);
            block.read += 1;
            if let Err(refused) = self.row(&fields, row, &mut block) {
                block.swapped += u64::from(refused.swapped);
                if block.rejects.len() < REJECTS_KEPT {
                    let Refused { column, reason, .. } = refused;
                    block.rejects.push(Reject::new(line, column, reason));
                }
            }
            line += lines;
            row += 1;
            rest = rest.get(used..).unwrap_or(&[]);
        }
        block
    }

    fn row(&mut self, fields: &Fields<'_>, row: u64, block: &mut Block) -> Result<(), Refused> {
        let log = self.log;
        if fields.n != log.n_columns {
            return Err(refuse(
                "",
                format!("{} fields where the header has {}", fields.n, log.n_columns),
            ));
        }
        let moment = self
            .clock
            .cert(fields.at(log.date))
            .map_err(|why| bad_date(why, fields.at(log.date)))?;
        let user = text(fields, log.user, "user")?;
        let person = user.rsplit(['/', '\\']).next().unwrap_or(user).trim();
        if person.is_empty() {
            return Err(refuse(
                "user",
                "no user: the row belongs to no one".to_owned(),
            ));
        }
        let device = text(fields, log.pc, "pc")?;
        let activity = optional(fields, log.activity, "activity")?;
        let mut act = Act {
            moment,
            person,
            account: None,
            device,
            channel: "logon",
            action: "logon",
            object: "",
            object_kind: "",
            bytes: None,
            outward: false,
            counterpart: "",
            technology: "",
            row,
        };
        match log.kind {
            CertKind::Session => session(&mut act, activity)?,
            CertKind::File => self.file(&mut act, fields, activity)?,
            CertKind::Web => self.web(&mut act, fields, activity)?,
            CertKind::Mail => {
                let received = self.counterparts(fields)?;
                act.counterpart = &self.counterpart;
                act.action = if received { "receive" } else { "send" };
                mail(&mut act, log, fields, activity)?;
            }
        }
        act.object = without_key(act.object, person, &mut self.object);
        block.push(&act, &mut self.scratch);
        Ok(())
    }

    fn file<'f>(
        &self,
        act: &mut Act<'f>,
        fields: &Fields<'f>,
        activity: &str,
    ) -> Result<(), Refused>
    where
        'a: 'f,
    {
        let path = optional(fields, self.log.object, "filename")?;
        act.object = path;
        act.object_kind = extension(path).unwrap_or("");
        act.technology = self.around.rules.touches(path).unwrap_or("");
        let yes = |place| match optional(fields, place, "removable")?
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "true" => Ok(true),
            "false" | "" => Ok(false),
            other => Err(refuse(
                "removable",
                format!("`{other}` is neither True nor False"),
            )),
        };
        let (to, from) = (yes(self.log.to_removable)?, yes(self.log.from_removable)?);
        // Release r4.2 has no activity: each row is a copy to removable media.
        let only_copies = self.log.activity.is_none();
        act.channel = if only_copies || to || from {
            "removable"
        } else {
            "file"
        };
        act.outward = only_copies || to;
        act.action = match activity.to_ascii_lowercase().as_str() {
            "" | "file copy" => "copy",
            "file open" => "open",
            "file write" => "write",
            "file delete" => "delete",
            _ => {
                return Err(unknown_activity(
                    activity,
                    "File Open, File Write, File Copy or File Delete",
                ));
            }
        };
        act.outward &= matches!(act.action, "copy" | "write");
        Ok(())
    }

    fn web<'f>(&self, act: &mut Act<'f>, fields: &Fields<'f>, activity: &str) -> Result<(), Refused>
    where
        'a: 'f,
    {
        let url = without_query(optional(fields, self.log.object, "url")?);
        let host = host(url);
        act.object = url;
        act.object_kind =
            extension(url.split_once("://").map_or("", |(_, rest)| rest)).unwrap_or("");
        act.technology = self.around.rules.touches(url).unwrap_or("");
        act.action = match activity.to_ascii_lowercase().as_str() {
            "" if says_upload(url) => "upload",
            "" | "www visit" => "visit",
            "www download" => "download",
            "www upload" => "upload",
            _ => {
                return Err(unknown_activity(
                    activity,
                    "WWW Visit, WWW Download or WWW Upload",
                ));
            }
        };
        act.channel = if self.around.is_cloud(host) {
            "cloud"
        } else {
            "web"
        };
        if !is_own(host, &self.around.own_domains) {
            act.counterpart = host;
            act.outward = act.action == "upload";
        }
        Ok(())
    }

    /// The outside domains among the recipients, once each, sorted, joined by `;`. A mail from outside that goes to
    /// no one outside was received: its counterpart is the sender's domain.
    fn counterparts(&mut self, fields: &Fields<'_>) -> Result<bool, Refused> {
        self.domains.clear();
        for (place, column) in [
            (self.log.to, "to"),
            (self.log.cc, "cc"),
            (self.log.bcc, "bcc"),
        ] {
            for address in optional(fields, place, column)?.split(';') {
                let Some(domain) = mail_domain(address) else {
                    continue;
                };
                if !is_own(domain, &self.around.own_domains) {
                    self.domains.push(domain.to_ascii_lowercase());
                }
            }
        }
        let sender = mail_domain(optional(fields, self.log.from, "from")?);
        let sender = sender.filter(|domain| !is_own(domain, &self.around.own_domains));
        let received = self.domains.is_empty() && sender.is_some();
        if received {
            self.domains.extend(sender.map(str::to_ascii_lowercase));
        }
        self.domains.sort_unstable();
        self.domains.dedup();
        self.counterpart.clear();
        for domain in &self.domains {
            if !self.counterpart.is_empty() {
                self.counterpart.push(';');
            }
            self.counterpart.push_str(domain);
        }
        Ok(received)
    }
}

fn session(act: &mut Act<'_>, activity: &str) -> Result<(), Refused> {
    (act.channel, act.action) = match activity.to_ascii_lowercase().as_str() {
        "logon" => ("logon", "logon"),
        "logoff" => ("logon", "logoff"),
        "connect" => ("removable", "connect"),
        "disconnect" => ("removable", "disconnect"),
        _ => {
            return Err(unknown_activity(
                activity,
                "Logon, Logoff, Connect or Disconnect",
            ));
        }
    };
    Ok(())
}

fn mail<'f>(
    act: &mut Act<'f>,
    log: &CertLog,
    fields: &Fields<'f>,
    activity: &str,
) -> Result<(), Refused> {
    act.channel = "mail";
    act.action = match activity.to_ascii_lowercase().as_str() {
        // Release r4.2 has no activity: the addresses tell.
        "" => act.action,
        "send" => "send",
        "view" | "receive" => "receive",
        _ => return Err(unknown_activity(activity, "Send or View")),
    };
    act.outward = act.action == "send" && !act.counterpart.is_empty();
    let size = optional(fields, log.size, "size")?.trim();
    if !size.is_empty() {
        let wrong = |_| refuse("size", format!("`{size}` is not a number of bytes"));
        act.bytes = Some(size.parse::<i64>().map_err(wrong)?);
    }
    let attachments = optional(fields, log.attachments, "attachments")?.trim();
    act.object_kind = if attachments.is_empty() || attachments == "0" {
        "message"
    } else {
        "attachment"
    };
    // Release r4.2 counts attachments, later ones name them.
    if attachments.parse::<u32>().is_err() {
        act.object = attachments;
    }
    Ok(())
}

fn text<'f>(fields: &Fields<'f>, place: usize, column: &'static str) -> Result<&'f str, Refused> {
    std::str::from_utf8(fields.at(place)).map_err(|error| {
        refuse(
            column,
            format!("not UTF-8 at byte {} of the field", error.valid_up_to()),
        )
    })
}

fn optional<'f>(
    fields: &Fields<'f>,
    place: Option<usize>,
    column: &'static str,
) -> Result<&'f str, Refused> {
    place.map_or(Ok(""), |place| text(fields, place, column))
}

fn refuse(column: &'static str, reason: String) -> Refused {
    Refused {
        column,
        reason,
        swapped: false,
    }
}

fn unknown_activity(activity: &str, wanted: &str) -> Refused {
    let activity: String = activity.chars().take(40).collect();
    refuse(
        "activity",
        format!("`{activity}` is not an activity of this log: {wanted} is wanted"),
    )
}

fn bad_date(why: BadClock, field: &[u8]) -> Refused {
    let field =
        String::from_utf8_lossy(field.get(..field.len().min(40)).unwrap_or(&[])).into_owned();
    let reason = match why {
        BadClock::Form => format!("`{field}` is not a time: MM/DD/YYYY HH:MM:SS is wanted"),
        BadClock::Swapped => format!("`{field}` has a month over 12: are day and month swapped?"),
        BadClock::Range => format!("`{field}` is not a time of the calendar"),
    };
    Refused {
        column: "date",
        reason,
        swapped: why == BadClock::Swapped,
    }
}

fn expected() -> String {
    R4_2_HEADERS
        .map(|(name, header)| format!("{header} ({name})"))
        .join("; ")
}
