//! Random leaflets with all kinds of content, in several scripts. The same seed gives the same leaflet.

use std::io::Cursor;

use fastrand::Rng;

/// A script, represented by one of its languages.
pub struct Script {
    /// The language of the site.
    pub language: &'static str,
    /// The font files that it needs.
    pub fonts: &'static [&'static str],
    words: &'static str,
}

/// The scripts of most leaflets in Britain.
#[rustfmt::skip]
pub const SCRIPTS: &[Script] = &[
    Script { language: "en", fonts: &[], words: "rest sleep doctor medicine café naïve e\u{301}tude family walk water the and of to with your we team's self-care after-effects" },
    Script { language: "el", fonts: &[], words: "γιατρός ύπνος φάρμακο οικογένεια νερό και με το της ΐδιος ξεκούραση πόνος" },
    Script { language: "uk", fonts: &[], words: "лікар сон ліки родина вода і з для їжа об'єднання відпочинок й біль" },
    Script { language: "ar", fonts: &["NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"], words: "طبيب نوم دواء عائلة ماء و مع لا كِتَابٌ مُدَّة الله أَخِي ١٢٣ ۴۵ می‌خواهم خاندان ٹیم گھر، هل؟ English" },
    Script { language: "gu", fonts: &["NotoSansGujarati-Regular.ttf", "NotoSansGujarati-Bold.ttf"], words: "ડૉક્ટર ઊંઘ દવા પરિવાર કુટુંબ પાણી અને સાથે સ્ત્રી વિદ્યાર્થી ૧૨૩ શ્રી ક્ષમા" },
    Script { language: "hi", fonts: &["NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"], words: "डॉक्टर नींद दवा परिवार कुटुंब पानी और साथ स्त्री विद्यार्थी १२३ ऋषि क्षमा र्क" },
    Script { language: "he", fonts: &["NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"], words: "רופא שינה תרופה משפחה מים עם של שָׁלוֹם לָכֶם בית-חולים ד\"ר English" },
    Script { language: "th", fonts: &["NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"], words: "แพทย์ นอนหลับ ยา ครอบครัว น้ำ และ กับ ที่นี่ พูดคุยกับครอบครัวของคุณ ๑๒๓" },
];

/// Text for every script.
const ANYWHERE: &[&str] = &[
    "0808 1647 686",
    "10-20",
    "50%",
    "(see below)",
    "15 January 2028",
    "PT-001",
    "37.5°C",
    "1 in 10",
    "10:30am",
    "2nd",
    "– and –",
    "a@example.org",
];

/// The text of a leaflet. `picture` stores a file and returns the name for use in texts.
pub fn made_leaflet(script: &Script, rng: &mut Rng, mut picture: impl FnMut(&str, Vec<u8>) -> String) -> String {
    let mut maker = Maker {
        words: script.words.split(' ').collect(),
        rng,
        notes: 0,
        headings: 0,
        pictures: 0,
        text: String::new(),
    };
    for _ in 0..maker.rng.usize(1..11) {
        maker.part(&mut picture);
    }
    let notes: Vec<String> = (1..=maker.notes).map(|note| format!("[^{note}]: {}\n", maker.some(1, 40))).collect();
    format!("{}\n{}", maker.text, notes.join("\n"))
}

struct Maker<'a> {
    words: Vec<&'static str>,
    rng: &'a mut Rng,
    notes: usize,
    headings: usize,
    pictures: usize,
    text: String,
}

impl Maker<'_> {
    fn word(&mut self) -> &'static str {
        match self.rng.u8(0..12) {
            0 => ANYWHERE[self.rng.usize(0..ANYWHERE.len())],
            _ => self.words[self.rng.usize(0..self.words.len())],
        }
    }

    /// Between `least` and `most` words, some of them marked up.
    fn some(&mut self, least: usize, most: usize) -> String {
        let count = self.rng.usize(least..=most);
        let mut text = Vec::with_capacity(count);
        for _ in 0..count {
            let word = self.word();
            text.push(match self.rng.u8(0..20) {
                0 => format!("**{word}**"),
                1 => format!("*{word}*"),
                2 => format!("[{word}](https://www.example.org/)"),
                3 => format!("{word},"),
                4 => format!("{word}."),
                _ => word.to_owned(),
            });
        }
        text.join(" ")
    }

    /// The length of a text: usually short, but sometimes more than a page.
    fn length(&mut self) -> usize {
        match self.rng.u8(0..30) {
            0 => 900,
            1..4 => 200,
            4..10 => 60,
            _ => 12,
        }
    }

    fn part(&mut self, picture: &mut impl FnMut(&str, Vec<u8>) -> String) {
        let part = match self.rng.u8(0..14) {
            0..3 => self.heading(),
            3..5 => self.paragraph(),
            5..7 => self.list(),
            7..10 => self.table(),
            10..12 => self.card(),
            12 => self.picture(picture),
            _ => match self.rng.u8(0..3) {
                0 => format!("> {}\n", self.some(1, 60)),
                1 => format!("```\n{}\n```\n", self.some(1, 20)),
                _ => format!("{}\n: {}\n", self.some(1, 3), self.some(1, 80)),
            },
        };
        self.text.push_str(&part);
        self.text.push('\n');
    }

    fn heading(&mut self) -> String {
        self.headings += 1;
        let words = self.words[self.rng.usize(0..self.words.len())];
        let text = self.some(1, 30);
        format!("## {words} {}\n\n{text}\n", self.headings)
    }

    fn paragraph(&mut self) -> String {
        let most = self.length();
        let mut text = self.some(1, most);
        if self.rng.u8(0..4) == 0 {
            self.notes += 1;
            let more = self.some(1, 20);
            text.push_str(&format!("[^{}] {more}", self.notes));
        }
        text + "\n"
    }

    fn list(&mut self) -> String {
        let is_numbered = self.rng.bool();
        let count = match self.rng.u8(0..8) {
            0 => self.rng.usize(20..80),
            _ => self.rng.usize(1..8),
        };
        let gap = if self.rng.u8(0..3) == 0 { "\n" } else { "" };
        let mut text = format!("{}:\n\n", self.some(1, 6));
        for number in 1..=count {
            let mark = if is_numbered { format!("{number}. ") } else { "- ".to_owned() };
            let most = self.length();
            text.push_str(&format!("{mark}{}\n{gap}", self.some(1, most)));
            if self.rng.u8(0..6) == 0 {
                text.push_str(&format!("    - {}\n    - {}\n{gap}", self.some(1, 12), self.some(1, 12)));
            }
        }
        text
    }

    fn table(&mut self) -> String {
        let columns = self.rng.usize(1..7);
        let rows = match self.rng.u8(0..6) {
            0 => self.rng.usize(15..60),
            _ => self.rng.usize(1..8),
        };
        let most = [1, 4, 12, 60][self.rng.usize(0..4)];
        let row = |maker: &mut Self, most: usize| {
            let cells: Vec<String> = (0..columns).map(|_| maker.some(1, most)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let head = row(self, 3);
        let mut text = format!("{head}|{}\n", " --- |".repeat(columns));
        let tall = self.rng.u8(0..12) == 0;
        for number in 0..rows {
            let most = if tall && number == rows / 2 { 500 } else { most };
            text.push_str(&row(self, most));
        }
        text
    }

    fn card(&mut self) -> String {
        let kind = ["NON-URGENT", "URGENT", "EMERGENCY", "WARNING", "NOTE", "CONTACT"][self.rng.usize(0..6)];
        let mut text = format!("> [!{kind}] {}\n>\n", self.some(1, 8));
        let most = self.length();
        text.push_str(&format!("> {}\n>\n", self.some(1, most)));
        for _ in 0..self.rng.usize(0..9) {
            text.push_str(&format!("> - {}\n", self.some(1, 20)));
        }
        text
    }

    fn picture(&mut self, keep: &mut impl FnMut(&str, Vec<u8>) -> String) -> String {
        self.pictures += 1;
        let side = |rng: &mut Rng| [1, 16, 200, 600, 1500][rng.usize(0..5)];
        let (width, height) = (side(self.rng), side(self.rng));
        let mut png = Cursor::new(Vec::new());
        image::RgbImage::new(width, height).write_to(&mut png, image::ImageFormat::Png).unwrap();
        let name = keep(&format!("picture-{}.png", self.pictures), png.into_inner());
        let (alternative, caption) = (self.some(2, 8).replace(['*', '[', ']'], ""), self.some(2, 12));
        let caption = caption.replace(['*', '"', '[', ']'], "");
        match self.rng.u8(0..3) {
            0 => format!("![{alternative}]({name})\n"),
            1 => format!("![{alternative}]({name} \"{caption}\")\n"),
            _ => format!("{} ![{alternative}]({name}) {}\n", self.some(1, 12), self.some(1, 12)),
        }
    }
}
