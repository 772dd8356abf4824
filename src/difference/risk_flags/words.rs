//! Words that carry a risk, in English; for Welsh, only those that deny.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::difference::entry::Risk;

/// Several words with a meaning of their own.
pub(super) struct RiskPhrase {
    pub words: &'static str,
    /// `None` for phrases whose words are not meant: 'the right to'.
    pub meaning: Option<(Risk, &'static str)>,
}

const fn phrase(words: &'static str, risk: Risk, meaning: &'static str) -> RiskPhrase {
    RiskPhrase { words, meaning: Some((risk, meaning)) }
}

const fn harmless(words: &'static str) -> RiskPhrase {
    RiskPhrase { words, meaning: None }
}

/// Longer phrases come before shorter ones that they begin with.
pub(super) const PHRASES: &[RiskPhrase] = &[
    phrase("as soon as possible", Risk::Warning, "soon"),
    phrase("no more than", Risk::Limit, "at most"),
    phrase("not more than", Risk::Limit, "at most"),
    phrase("no less than", Risk::Limit, "at least"),
    phrase("at least", Risk::Limit, "at least"),
    phrase("at most", Risk::Limit, "at most"),
    phrase("at once", Risk::Warning, "immediately"),
    phrase("straight away", Risk::Warning, "immediately"),
    phrase("right away", Risk::Warning, "immediately"),
    phrase("up to", Risk::Limit, "at most"),
    phrase("more than", Risk::Limit, "more than"),
    phrase("less than", Risk::Limit, "less than"),
    phrase("fewer than", Risk::Limit, "less than"),
    phrase("prior to", Risk::Order, "before"),
    phrase("have to", Risk::Duty, "must"),
    phrase("has to", Risk::Duty, "must"),
    phrase("need to", Risk::Duty, "must"),
    phrase("needs to", Risk::Duty, "must"),
    phrase("required to", Risk::Duty, "must"),
    phrase("ought to", Risk::Duty, "should"),
    phrase("every other", Risk::Time, "alternate"),
    phrase("carry on", Risk::Direction, "continue"),
    phrase("per cent", Risk::Number, "%"),
    harmless("right to"),
    harmless("right now"),
    harmless("all right"),
];

/// Words of each risk. A line holds words that mean the same; the first is their usual form. An `s` at the end of a word
/// need not be listed.
const LISTS: &[(Risk, &str)] = &[
    (
        Risk::Negation,
        "not cannot non
         no none nobody nothing nowhere neither nor
         never
         without
         unless
         except
         only
         avoid avoiding
         stop stopping stopped
         refuse
         skip skipping
         miss missing missed
         instead
         nid
         dim
         peidiwch
         byth",
    ),
    (
        Risk::Number,
        "1 one
         2 two
         3 three
         4 four
         5 five
         6 six
         7 seven
         8 eight
         9 nine
         10 ten
         11 eleven
         12 twelve
         20 twenty
         30 thirty
         100 hundred
         1000 thousand
         half
         quarter
         third
         double
         triple
         single
         once
         twice
         microgram mcg µg
         milligram mg
         gram g
         millilitre ml
         litre l
         minute min
         second sec
         hour hr hourly
         day daily
         week weekly
         fortnight fortnightly
         month monthly
         year yr yearly
         night nightly
         % percent
         ° degree
         teaspoon teaspoonful
         tablespoon tablespoonful
         glass glasses
         cup
         pint
         patch patches
         sachet
         spray
         suppository suppositories",
    ),
    (
        Risk::Side,
        "left
         right
         upper
         inner
         outer
         front
         top
         bottom
         inside
         outside
         eye
         ear
         nose
         nostril
         mouth
         tongue
         arm
         leg
         hand
         foot feet
         knee
         hip
         shoulder
         ankle
         wrist
         elbow
         finger
         thumb
         toe
         breast
         lung
         kidney
         skin
         head
         neck
         chest
         stomach tummy
         vein
         muscle",
    ),
    (
        Risk::Order,
        "before
         after
         during while
         since
         first
         last
         next
         following",
    ),
    (
        Risk::Direction,
        "increase increasing increased raise raised raising rise
         reduce reducing reduced decrease decreasing decreased lower lowering lowered fall
         more
         less fewer
         high higher
         low
         better
         worse
         start starting started begin beginning commence
         restart
         continue continuing
         quickly faster
         slowly slower gradually
         suddenly
         longer
         shorter",
    ),
    (
        Risk::Limit,
        "maximum
         minimum
         within
         over above
         under below
         until till
         exceed",
    ),
    (
        Risk::Duty,
        "may might can could
         must
         should",
    ),
    (
        Risk::Frequency,
        "always
         sometimes occasionally
         often frequently
         rarely rare seldom
         usually
         regularly
         common commonly
         uncommon
         likely
         unlikely",
    ),
    (
        Risk::Time,
        "monday
         tuesday
         wednesday
         thursday
         friday
         saturday
         sunday
         weekday
         weekend
         today
         tomorrow
         yesterday
         tonight
         overnight
         am
         pm
         morning
         afternoon
         evening
         bedtime
         noon midday
         midnight
         alternate
         early earlier
         late later
         january
         february
         april
         june
         july
         august
         september
         october
         november
         december",
    ),
    (
        Risk::Use,
        "swallow swallowing
         chew chewing
         crush crushing
         dissolve
         suck
         inhale
         inject injecting
         injection
         whole
         food
         meal
         breakfast
         lunch
         dinner supper
         empty
         eat eating
         drink drinking
         alcohol
         grapefruit
         juice
         water
         milk
         coffee
         tea
         fridge
         freezer freeze
         white
         black
         grey
         red
         orange
         yellow
         green
         blue
         purple
         pink
         brown",
    ),
    (
        Risk::People,
        "adult
         child children
         baby babies infant
         teenager
         pregnant pregnancy
         breastfeed breastfeeding
         elderly
         man men
         woman women
         boy
         girl
         diabetes diabetic
         asthma
         epilepsy
         glaucoma
         cancer
         stroke
         dementia
         hepatitis
         hiv
         heart
         liver",
    ),
    (
        Risk::Warning,
        "severe severely
         serious seriously
         mild mildly
         minor
         slight slightly
         urgent urgently
         emergency emergencies
         immediately immediate
         important
         soon
         danger dangerous
         warning
         caution
         careful carefully
         risk
         fatal
         threatening
         death die
         overdose
         allergy allergies allergic
         anaphylaxis
         poison poisonous
         harm harmful
         bleed bleeding
         unconscious
         drowsy drowsiness sleepy
         dizzy dizziness
         faint fainting
         breathless
         collapse
         seizure
         suicide suicidal
         safe safely
         unsafe
         ambulance
         hospital
         accident",
    ),
    (
        Risk::Choice,
        "and
         or
         all
         any
         some
         most
         many
         few
         both
         either
         on
         off
         in
         out
         up
         down
         wet
         dry
         hot warm
         cold cool
         thin thinly
         thick thickly
         open
         closed
         same
         different",
    ),
];

/// Words of [`Risk::Choice`] that replace one another.
pub(super) const CHOICES: &[&[&str]] = &[
    &["and", "or"],
    &["all", "any", "some", "most", "many", "few", "same", "different"],
    &["both", "either"],
    &["on", "off"],
    &["in", "out"],
    &["up", "down"],
    &["wet", "dry"],
    &["hot", "cold"],
    &["thin", "thick"],
    &["open", "closed"],
];

/// The risk and the usual form of each word.
pub(super) static WORDS: LazyLock<HashMap<&str, (Risk, &str)>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (risk, list) in LISTS {
        for line in list.lines() {
            let usual = line.split_whitespace().next().unwrap_or_default();
            words.extend(line.split_whitespace().map(|word| (word, (*risk, usual))));
        }
    }
    words
});
