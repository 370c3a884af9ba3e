//! Short texts, made once and used many times, and addresses of pages on public sites.

use crate::stream::{Purpose, Seeds, Stream};
use crate::vocabulary::sites::PATHS;
use crate::vocabulary::subjects::{FIELDS, Field};

const PHRASES: usize = 1600;

/// Ready texts of each field, and paths of pages.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    texts: Vec<Vec<String>>,
    paths: Vec<String>,
}

impl Phrases {
    pub(crate) fn new(seeds: &Seeds) -> Self {
        let mut stream = seeds.stream(Purpose::Words, 0, 0);
        let texts = FIELDS
            .iter()
            .map(|field| (0..PHRASES).map(|_| phrase(*field, &mut stream)).collect())
            .collect();
        let paths = (0..4000).map(|_| path(&mut stream)).collect();
        Self { texts, paths }
    }

    /// A text of a few words.
    pub(crate) fn text(&self, field: Field, stream: &mut Stream) -> &str {
        self.texts
            .get(field as usize)
            .and_then(|texts| texts.get(stream.below(texts.len())))
            .map_or("", String::as_str)
    }

    /// The path of a page, with its leading slash.
    pub(crate) fn path(&self, stream: &mut Stream) -> &str {
        self.paths
            .get(stream.below(self.paths.len()))
            .map_or("/", String::as_str)
    }
}

fn phrase(field: Field, stream: &mut Stream) -> String {
    let mut words: Vec<&str> = Vec::new();
    for _ in 0..stream.range(4, 8) {
        let own = stream.chance(0.85);
        words.push(stream.pick(if own {
            field.words()
        } else {
            Field::Everyday.words()
        }));
    }
    words.join(" ")
}

fn path(stream: &mut Stream) -> String {
    let word = stream.pick(&PATHS);
    match stream.below(6) {
        0 => "/".to_owned(),
        1 => format!("/{word}"),
        2 => format!("/{word}/{}", stream.below(90_000)),
        3 => format!("/{word}?id={}", stream.below(9_000_000)),
        4 => format!(
            "/{word}/{}/{}.html",
            stream.pick(&PATHS),
            stream.below(90_000)
        ),
        _ => format!(
            "/{word}/{}?page={}",
            stream.code("??#?##?#"),
            stream.below(30)
        ),
    }
}
