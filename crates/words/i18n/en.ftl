### The words of Bayan in English. Every file has the same keys with the same variables.

## What a statement does.

kind-policy = policy
kind-key = key
kind-party = party
kind-incident = incident
kind-thing = thing
kind-capture = capture
kind-utterance = utterance
kind-silence = silence
kind-link = link
kind-opinion = opinion
kind-question = question
kind-amend = correction of the record
kind-redaction = withholding

## Speech acts: labels, which need not agree with the speaker in gender or number.

act-asserts = asserts
act-confirms = confirms
act-denies = denies
act-admits = admits
act-alleges = alleges
act-claims = claims
act-reports = reports
act-explains = explains
act-infers = infers
act-forecasts = forecasts
act-promises = promises
act-orders = orders
act-requests = requests
act-urges = urges
act-announces = announces
act-reassures = reassures
act-apologises = apologises
act-opines = gives an opinion
act-disclaims = disclaims
act-recalls = recalls
act-cites = cites
act-hearsay = passes on hearsay
act-declines = declines to say
act-observes-silence = notes a silence
act-states-unclear = says it is not clear
act-frames = frames
act-retracts = retracts
act-corrects = corrects

## The nine answers. None may read like another.

answer-yes = yes
answer-no = no
answer-partly = partly
answer-attempted = attempted
answer-unknown-to-source = source does not know
answer-no-evidence-found = no evidence found
answer-not-said = not said
answer-declined = declined to answer
answer-withheld = known but not shared

## What a source says its claim rests on.

basis-witnessed = seen by the source
basis-document = a document
basis-experts = experts
basis-preliminary = first findings
basis-inferred = concluded by the source
basis-hearsay = hearsay
basis-none-found = looked and found nothing
basis-none-given = no basis given

## How sure a source says it is.

certainty-certain = certain
certainty-probable = probable
certainty-possible = possible
certainty-unstated = not stated

## How words reached their first listener.

channel-radio = radio
channel-tv = television
channel-press-conference = press conference
channel-written-statement = written statement
channel-statement = statement
channel-interview = interview
channel-agency-quote = words to a news agency
channel-notice = notice
channel-letter-unseen = letter, not seen
channel-order = order
channel-social-post = social media post
channel-forum-listing = forum or market listing
channel-regulator-filing = filing with a regulator
channel-website-notice = website notice
channel-press-article = press article
channel-headline = headline
channel-caption = caption
channel-disclaimer = disclaimer
channel-rumour = rumour
channel-unspecified = not specified

## Whether a set names all its members.

closure-open = there may be more
closure-closed = these and no others
closure-all-except = all but these

## What is wrong with captured bytes.

defect-duplicate = printed more than once
defect-stray = does not belong here
defect-garbled = unreadable as it stands
defect-truncated = cut off
defect-furniture = page furniture

## Families of facets.

family-incident = incident
family-attribution = attribution
family-target = target
family-confidentiality = confidentiality
family-integrity = integrity
family-availability = availability
family-data = data
family-evidence = evidence
family-response = response
family-commitment = commitment
family-responsibility = responsibility
family-market = market
family-relation = relation
family-reaction = reaction
family-context = context
family-telling = the telling

## How words passed from one mouth to the next.

hop-publishes = publishes
hop-own-voice = in its own voice
hop-quotes = quotes
hop-paraphrases = paraphrases
hop-cites-document = cites a document
hop-relays-for = speaks on behalf of
hop-hearsay-about = speaks about, by hearsay
hop-republishes = republishes
hop-recalls-earlier = recalls earlier words
hop-informed-by = informed by
hop-translates = translates
hop-observes-silence = notes a silence
hop-unattributed = names no source

## Who or what made a translation, transcript or rendition.

maker-human = a person
maker-machine = a machine
maker-unsaid = not said

## Words of doubt, bound and scope.

marker-preliminary = preliminary
marker-as-of-now = so far
marker-apparent = apparently
marker-only = only
marker-no-evidence-of = no evidence of
marker-form-limited = only in this form
marker-upper-bound = at most
marker-lower-bound = at least
marker-approx = about
marker-alleged = alleged
marker-conditional = conditional mood
marker-seems = it seems
marker-unclear-relation = connection not clear
marker-vague-duration = vague about how long
marker-open-set = among others
marker-exception = except
marker-among = one among several
marker-per-source = according to a source
marker-attempt = tried to
marker-mt-suspect = perhaps mistranslated by machine
marker-other = other

## How a time lies to its anchor.

order-before = before
order-after = after
order-during = during
order-around = around
order-until = until
order-since = since

## What kind of party.

party-person = person
party-organisation = organisation
party-unit = unit
party-office = office
party-collective = group of people
party-account = account
party-anonymous = anonymous
party-document = document
party-publisher = publisher
party-machine = machine

## Which way a source holds a claim.

polarity-affirm = affirms
polarity-deny = denies
polarity-neutral = neither

## What an amount of money is for.

price-per-sale = per sale
price-in-all = in all
price-unsaid = not said

## Why something is no longer served.

redaction-personal-data = holds personal data
redaction-data-subject-request = a person concerned asked
redaction-court-order = court order
redaction-legal-claim = forbidden by law
redaction-safety = endangers somebody
redaction-leaked-content = holds leaked content
redaction-copyright = copyright
redaction-recorded-in-error = recorded in error

## Why a recorder corrects an own record.

amend-transcription = words taken down wrongly
amend-offset = wrong place in the text
amend-translation = translation added or mended
amend-reattribution = given to another party
amend-merge = two records are one
amend-split = one record is two
amend-inference-withdrawn = recorder’s inference withdrawn
amend-withdrawal = record withdrawn

## How two claims, or two incidents, stand to each other.

relation-contradicts = contradicts
relation-in-tension = in tension with
relation-number-conflict = numbers conflict
relation-set-conflict = lists conflict
relation-corroborates = corroborates
relation-repeats-origin = repeats the same origin
relation-explains = explains
relation-rival-cause = another cause for the same
relation-caused-by = caused by
relation-answers = answers
relation-evades = speaks to it without answering
relation-fulfils = fulfils
relation-breaks = breaks
relation-translation-of = translation of
relation-same-event = same event
relation-part-of-event = part of the event
relation-related-unclear = perhaps related, not clear

## What was made of an artifact.

rendition-plain-text = plain text
rendition-transcript = transcript
rendition-translation = translation
rendition-excerpt = excerpt
rendition-image = image

## Why a key is revoked.

revoke-superseded = replaced by another key
revoke-left-office = holder left office
revoke-lost = lost
revoke-compromised = compromised
revoke-granted-in-error = granted in error

## What kind of thing.

thing-system = system
thing-service = service
thing-data-kind = kind of data
thing-place = place
thing-form = form or manner
thing-facet = facet

## What a text leaves open about an extent.

unsure-members = whether these are all
unsure-exception = whether the exception was counted in
unsure-limit = whether the claim is limited at all

## What a key may be used for.

usage-record = record what others said
usage-speak = speak in the first person
usage-operate = operate the ledger

## Who may append.

appending-granted-keys = every granted key
appending-operator-only = the operator alone

## Types of values.

type-answer = yes-or-no answer
type-quantity = number
type-bytes = amount of data
type-money = money
type-set = several members
type-time = time
type-duration = length of time
type-rate = how often
type-ref = reference
type-text = text

## What a signer says of a statement.

opinion-endorse = endorses
opinion-dispute = disputes
opinion-repudiate = repudiates

## Days of the week.

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

## Which part of a publication.

zone-headline = headline
zone-subheading = subheading
zone-lead = lead
zone-body = body
zone-quotation = quotation
zone-caption = caption
zone-disclaimer = disclaimer
zone-furniture = page furniture

## Units of time, and of data.

unit-seconds = seconds
unit-minutes = minutes
unit-hours = hours
unit-days = days
unit-weeks = weeks
unit-months = months
unit-years = years
data-byte = bytes
data-kilo = kilobytes
data-mega = megabytes
data-giga = gigabytes
data-tera = terabytes
data-peta = petabytes
data-base-decimal = in powers of 1000
data-base-binary = in powers of 1024
data-base-unsaid = base not said

## Topics: named sets of facets.

topic-data-compromise = data compromise
topic-intrusion = intrusion
topic-outage = outage
topic-integrity = integrity of data
topic-extent = extent
topic-timing = timing
topic-attribution = attribution
topic-target = target
topic-evidence = evidence
topic-response = response
topic-notification = notification
topic-promises = promises
topic-blame = blame
topic-market = market
topic-relations = relation to other incidents
topic-reaction = reactions
topic-context = context
topic-telling = the telling

## Built-in facets: short labels. What each is about stands in English in facets.toml.

facet-incident-occurrence = whether it happened
facet-incident-attempt = attempt
facet-incident-success = success of the attempt
facet-incident-intrusion = intrusion
facet-incident-method = method
facet-incident-count = number of attacks
facet-incident-time = when it happened
facet-incident-time-noticed = when it was noticed
facet-incident-time-ended = when it ended
facet-incident-ongoing = still going on
facet-attribution-actor = who did it
facet-attribution-claimed-by = claimed by
facet-attribution-motive = motive
facet-attribution-origin = where it came from
facet-target-system = systems aimed at
facet-target-organisation = organisations aimed at
facet-target-sector = sectors aimed at
facet-target-alias = what else the target is called
facet-target-property = about the target
facet-target-online = target reachable online
facet-target-data-held = data held
facet-target-services-offered = services offered
facet-target-connections = bodies connected
facet-target-records-held = records held
facet-confidentiality-access = access to data
facet-confidentiality-leak = leak of data
facet-confidentiality-loss = loss of data to others
facet-confidentiality-privacy = privacy affected
facet-confidentiality-types = kinds of data concerned
facet-confidentiality-records = records concerned
facet-confidentiality-subjects = people concerned
facet-confidentiality-bytes = amount of data concerned
facet-integrity-alteration = alteration of data
facet-integrity-destruction = destruction of data
facet-integrity-encryption = encryption by an attacker
facet-availability-outage = outage
facet-availability-services = services affected
facet-availability-degree = severity of the outage
facet-availability-extent = bodies or places affected
facet-availability-users = users affected
facet-availability-exempt = not affected
facet-availability-duration = how long it lasted
facet-availability-expected = how long it will last
facet-availability-restored = service restored
facet-availability-restored-at = when service was restored
facet-availability-cause = cause of the outage
facet-data-safety = safety of data
facet-data-backup = backup
facet-data-backup-rate = how often backups are made
facet-data-recovered = data recovered
facet-evidence-state = evidence of compromise
facet-evidence-basis = basis of the words
facet-evidence-sample = samples shown
facet-evidence-authentic = authenticity of what circulates
facet-response-containment = containment
facet-response-contained-at = when it was stopped
facet-response-notification = who was told
facet-response-notified-at = when they were told
facet-response-classified-at = when it was classified as major
facet-response-materiality-determined-at = when it was found to be material
facet-response-ransom-paid-at = when a ransom was paid
facet-response-investigation = investigation
facet-response-investigators = investigators
facet-response-restoration = restoration
facet-response-hardening = strengthening
facet-response-suspension = suspension
facet-response-directive = instructions to others
facet-response-workaround = what to use instead
facet-response-apology = apology
facet-response-compensation = compensation
facet-commitment-investigate = promise to investigate
facet-commitment-restore = promise to restore
facet-commitment-mitigation = promise to lower the risk
facet-commitment-notify = promise to tell those concerned
facet-commitment-disclose = promise to publish
facet-commitment-compensate = promise to make good
facet-commitment-policy = promise about future practice
facet-responsibility-blame = who is blamed
facet-responsibility-violation = who broke a rule or agreement
facet-responsibility-liability = who must answer for it
facet-responsibility-reason = what they are blamed for
facet-market-offer = offered for sale
facet-market-sale = sold
facet-market-place = where it is sold
facet-market-buyers = number of buyers
facet-market-price = price
facet-market-payment = means of payment
facet-market-ransom = ransom
facet-relation-caused-by = caused by
facet-relation-explains = explained by
facet-relation-related = perhaps related to
facet-relation-same-incident = same incident as
facet-reaction-response = reaction of others
facet-reaction-concern = public concern
facet-reaction-duration = how long the reaction has lasted
facet-reaction-statement = what the reaction says
facet-context-legal = law and agreements
facet-context-background = background
facet-context-opinion = opinion
facet-telling-time = when it was told
facet-telling-place = where it was told
facet-telling-channel = by which channel it was told
facet-telling-first-known = who knew or told first
facet-telling-prompted-by = prompted by
facet-telling-translation = translation of the words

## What a claim says of harm.

harm-affirmed = harm affirmed
harm-denied = harm denied
harm-open = harm left open

## The status of a facet.

status-unstated = unstated
status-affirmed = affirmed
status-denied = denied
status-contested = contested
status-open = open

## How a position moved.

shift-first = first position
shift-repeats = repeats
shift-rewords = rewords
shift-elaborates = elaborates
shift-quantifies = gives a figure
shift-raises = raises the figure
shift-lowers = lowers the figure
shift-narrows = narrows
shift-widens = widens
shift-weakens = weakens
shift-strengthens = strengthens
shift-concedes = concedes
shift-reverses = reverses
shift-retracts = retracts
shift-corrects = corrects
shift-shifts-scope = shifts the scope
shift-shifts-subject = shifts the subject
shift-shifts-blame = shifts the blame
shift-dates = gives a date

## How sources conflict.

conflict-contradicts = contradiction
conflict-in-tension = tension
conflict-number-conflict = figures exclude each other
conflict-set-conflict = lists exclude each other
conflict-time-conflict = times exclude each other
conflict-rival-cause = rival causes

## Where a relation comes from, and whether an order is known.

ground-computed = computed
ground-recorded = recorded
ground-inferred = inferred
sequence-known = order known
sequence-unknown = cannot be ordered

## Headings.

head-ask = What was said
head-history = How the position moved
head-retold = Told otherwise by what was recorded since; nobody moved
head-diff = What changed
head-blame = Where each value comes from
head-conflicts = Where sources conflict
head-responsibility = Who is blamed, and by whom
head-silent = Who has not spoken
head-promises = Promises
head-questions = Questions
head-clocks = Legal deadlines
head-headline-check = Headline against body
head-gaps = Withheld
head-corrections = Corrections by the recorder
head-origins = Independent origins
head-sources = Sources

## Labels of fields: the four roles, the five times, and the rest.

label-speaker = speaker
label-publisher = publisher
label-recorder = recorder
label-signer = signer
label-event = happened
label-said = said
label-published = published
label-captured = captured
label-recorded = recorded
label-entry = entry
label-proof = proof
label-scope = scope
label-as-of = as of
label-until = until
further-notice = until further notice
label-due = due

## States of promises, orders and questions.

state-open = open
state-closed = closed
state-answered = answered
state-kept = kept
state-broken = broken
state-overdue = overdue
state-no-date = no date
state-unknown-date = unknown date

## Who and what is meant.

nobody = nobody named
one-of = one of { $list }
position-of = position of { $party }
as-far-as = as far as { $party } looked
whole = the whole
all-except = all except { $list }
now = now
before = before
list-separator = { ", " }

## Bounds of a number. The number comes ready for reading.

amount-at-least = at least { $number }
amount-at-most = at most { $number }
amount-above = more than { $number }
amount-below = less than { $number }
amount-about = about { $number }
amount-between = between { $low } and { $high }
amount-several = several
amount-unstated = number not stated

## Notes beside a claim.

not-said = not said
machine-translation = machine translation
document-not-seen = document not seen
withheld-by-entry = withheld by entry { $entry }
gap-amend = what it corrected or withdrew is withheld with it; earlier records of { $party } may be among it ({ $count } stand here)
possible-time = possible (its time is not certain)
role-perhaps = perhaps for { $party }: its role at that time is not certain
role-uncertain = perhaps not as its voice: the role at that time is not certain
artifact-withheld = the words of artifact { $artifact } are withheld

## Dates with holes. What stands in parentheses is not in the date.

date-range = { $from } – { $to }
date-open-start = (open start)
date-open-end = (open end)
date-unknown-start = (start unknown)
date-unknown-end = (end unknown)
date-uncertain = { $date } (uncertain)
date-approximate = { $date } (approximate)
date-uncertain-approximate = { $date } (uncertain and approximate)
date-day-unknown = { $date } (day unknown)
date-month-unknown = { $date } (month unknown)
date-month-day-unknown = { $date } (month and day unknown)
date-some-year = a year between { $from } and { $to }
date-in-some-year = { $date }, { $year }
date-utc = { $time } UTC
date-offset = { $time } UTC{ $offset }

## Lengths of time.

span-seconds =
    { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }
span-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
span-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
span-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
span-weeks =
    { $n ->
        [one] { $n } week
       *[other] { $n } weeks
    }
span-months =
    { $n ->
        [one] { $n } month
       *[other] { $n } months
    }
span-years =
    { $n ->
        [one] { $n } year
       *[other] { $n } years
    }
span-two = { $large } { $small }

## Answers about an incident.

entry-number = entry { $entry }
held-entries = the ledger held { $entries } entries
said-by-time = said by { $time }
carried-by = carried by { $party }
attests-read = “I read these words so”; somebody else said them
attests-said = “I said it myself”
attests-behalf = “I say it on behalf of { $office }”
how-sure-not-stated = how sure is not stated
rests-on = resting on: { $basis }
stance-of-hop = held by hop { $hop }
verb-of-hop = of hop { $hop }
scope-system = system
scope-data = data
scope-form = form
scope-organisation = organisation
scope-place = place
scope-via = by way of
as-of-these-words = as of these words
as-of-time = as of { $time }
some-except = { $list } except { $out }
left-open = left open: { $what }
anchor-this-utterance = this utterance
anchor-this-publication = this publication
anchor-this-capture = this capture
inferred-from = inferred: { $grounds }
inferred-by = inferred by { $party }: { $grounds }
per-item = per { $item }
converted = converted: { $amount }
converted-by = converted by { $party }: { $amount }
set-none = none
set-some = some, not named
part-of = { $part }, of { $whole }
rate-every = { $amount } every { $span }
origins =
    { $n ->
        [one] { $n } independent origin
       *[other] { $n } independent origins
    }
count-conflicts =
    { $n ->
        [one] { $n } conflict
       *[other] { $n } conflicts
    }
count-silences =
    { $n ->
        [one] { $n } silence
       *[other] { $n } silences
    }
count-gaps =
    { $n ->
        [one] { $n } withheld statement
       *[other] { $n } withheld statements
    }
count-taken-back =
    { $n ->
        [one] { $n } claim taken back
       *[other] { $n } claims taken back
    }
count-corrections =
    { $n ->
        [one] { $n } correction by the recorder
       *[other] { $n } corrections by the recorder
    }
count-possible =
    { $n ->
        [one] { $n } claim that may have been said later
       *[other] { $n } claims that may have been said later
    }
head-statuses = Where facets stand
head-positions = Who holds what
head-taken-back = Taken back
head-elsewhere = Followed by words on something else
head-possible = Perhaps said later
head-new-conflicts = New conflicts
head-gone-conflicts = Conflicts that are no more
head-other-records = New links, silences, questions and opinions
head-moved-last = What moved last
label-claim = claim
label-act = act
label-markers = markers
label-via = via
label-moved = moved
label-from-widest = from widest
label-words = words
label-titles = titles
label-note = note
note-of-signer = by who signed it:
label-declared = declared
label-amended = amended
in-entry-by = in entry { $entry } by { $party }
label-by-recorder = by recorder
label-from = from
label-to = to
no-words = no words: the recorder inferred it
nobody-said = Nothing is recorded on it.
nobody-surely-said = Nothing is recorded on it that was surely said by then.
none-stands = Nothing that was recorded on it stands now; `bayan history` shows what became of it.
nothing-changed = Nothing changed.
not-stated = not stated
stands-now = stands
stands-no-more = followed by a later one
overruled-by = followed by { $party } in its own words
followed-by-voices = another voice has spoken since: { $list }
headline-only = in a headline only
headline-origins = { $n } in a headline only
values-differ = not all name the same
holds-nothing = takes back, and says nothing of its own
takes-of-another = names { $claim } as taken back: the words of another source, which stand
against = against
conflicts-cut = There are more conflicts than are listed.
one-source = within one source, { $party }: no conflict between sources
one-source-unordered = within one source, { $party }, the order of whose words is not known: no conflict between sources
on-both-sides = on both sides: { $party }; between its own words this is no conflict between sources
grounds-time = (order known by their times)
grounds-anchor = (order known: one is told from the other)
grounds-text = (order known by their place in one text)
rule-target = names the earlier claim
rule-side = by side
rule-sides = by side
rule-scope = by scope
rule-limit = by limit
rule-certainty = by certainty
rule-bounds = by bounds
rule-members = by members
rule-time = by time
rule-times = by time
rule-telling = two accounts of the same words
rule-reference = by what is referred to
rule-references = by what is referred to
rule-subject = by subject
rule-wording = by wording
body-missing = the body of entry { $entry } is missing
bytes-range = bytes { $start }..{ $end }
with-key = with key { $key }
from-claim = from { $claim }
said-before-that = said before that
taken-back-by = taken back or corrected by { $claim }
not-after = not after { $time }
not-before = not before { $time }
entries-concern =
    { $n ->
        [one] { $n } entry concerns it
       *[other] { $n } entries concern it
    }
entries-older = and { $n } older
had-not-answered = { $party } had not answered
recorder-corrected = { $party } corrected { $list } in entry { $entry }
recorder-withdrew = { $party } withdrew { $list } in entry { $entry }
records-between = entry { $entry } records between the two: { $relation } ({ $from } → { $to })

## Answers on conflicts, responsibility, silences, promises, questions, headlines and clocks.

state-contested = contested
state-withdrawn = taken back or corrected
state-ended = ended: what it was to last until has come
timing-not-due = not due yet
timing-due = due
timing-overdue = its time has passed
timing-cannot-tell = whether it is due cannot be told
timing-late = late: told as kept only after its time
answered-no = open: no answer is recorded
answered-yes = answered
answered-cannot-tell = whether it was answered by then cannot be told
answered-disputed = answered, and each answer is disputed
stands-silent = has not spoken since, as far as the record shows
stands-cannot-tell = whether it spoke since cannot be told
stands-spoke = spoke since
bounded-told = as told
bounded-publication = by when it was published
bounded-capture = by when it was captured
bounded-entry = by when it was recorded
heard-on-it = spoke on the blame
heard-for-it = what it belongs to spoke on the blame
heard-perhaps = perhaps: { $heard }
heard-declined = declined to speak on it
heard-elsewhere = spoke, but on something else
heard-reported-silent = not heard: its silence is recorded
heard-nothing-recorded = nothing of it is recorded
gain-doubt-dropped = doubt dropped
gain-scope-widened = scope widened
gain-degree-raised = degree raised
gain-degree-lowered = degree lowered
gain-opposed = says the opposite
deadline-no-figure = no deadline in figures
deadline-met = told to somebody by the deadline
deadline-after = told to somebody after the deadline
deadline-filed-untold = told to somebody; before or after the deadline cannot be told
deadline-told-to-unsaid = told to somebody; whether to whom you ask for is not said
deadline-told-perhaps = told by who spoke for the party only perhaps: the role at that time is not certain
deadline-told-by-another = told by another party alone; whether it is the one asked for is not said
deadline-running = no filing recorded, still running
deadline-passed = no filing recorded, deadline passed
deadline-untold = no filing recorded; whether the deadline passed cannot be told
start-awareness = becoming aware
start-noticing = noticing, or being told
start-reasonable-belief = reasonably believing that it occurred
start-failure = the failure to protect data
start-classification = classifying it as major
start-materiality-determination = determining that it is material
start-ransom-payment = paying a ransom
later-cannot-tell = whether since cannot be told
head-unheard = Blamed by others, and never on record themselves
head-cleared = Who is said not to be to blame, and by whom
head-blame-open = Of whom it is left open
no-conflict = No conflict between standing claims.
no-headline = No headline on record goes beyond its body.
no-promise = No promise, order or request is on record.
no-question = No question is on record.
no-open-question = No question is open.
no-silence = No silence is on record.
none-readable = Nothing is found in what can be read. What is withheld may hold something.
nobody-blamed = Nobody is blamed on record.
no-clock-starts = No claim starts a clock under: { $list }
label-asked = asked
label-binds = binds
label-blamed = blamed
label-blamed-by = by
label-cleared = cleared
label-named = named
label-followed-by = followed by
label-caveat = caveat
label-deadline = deadline
label-filed-with = to
label-heard = heard
label-in-force = in force
label-instrument = law
label-on = on
label-publication = published
label-put-to = put to
label-source = source
label-stage = stage
label-started = started
against-own-words = against the same source’s sentences in the body:
against-anybodys-words = against all sentences of the body, for the headline’s source has none there:
beyond-each-otherwise = beyond each sentence in another way
beyond-unsaid = no sentence of the body on record says anything of it
blame-alleged = told as alleged
blame-headline = in a headline only
blame-hearsay = by hearsay
blame-own = the speaker’s own fault
blame-of-itself = the speaker speaks of itself
blamed-for = for
taken-back = taken back or corrected by
silence-recorded-in = silence recorded in { $list }
recorded-of-withheld = recorded in { $list }: the words are withheld
both-sides = both sides name
only-one-side = only the one side names
only-other-side = only the other side names
only-one-side-leaves-out = only the one side leaves out
only-other-side-leaves-out = only the other side leaves out
both-sides-leave-out = both sides leave out
bounds-one-side = bounds of the one side
bounds-other-side = bounds of the other side
side-one = one side
side-other = the other side
came-true = what it was to last until
fell-due = what it was to follow upon
clocks-not-judged = Computed from recorded claims and a table of rules. Whether a rule binds anybody here, whether the incident meets its threshold, and whether who was told is who had to be, or a filing is enough, is not judged.
declined-since = declined to say
disputed-by = disputed by { $list }
dropped-words = without { $list }
filing-on-record = on record: { $time }
told-to = told to { $list }
to-whom-unsaid = to whom is not said
addressed-untold = perhaps whom you ask for
clocks-only-to = Counted is only what was told to { $list }, to what that is a part of, or to a part of it. Filings that do not say who was told, or in words alone, are listed last and settle nothing.
filer-other = told by another party
filer-perhaps = perhaps told by it: the role at that time is not certain
filer-untold = by whom is not said
may-answer = may answer it (computed)
now-by-clock = this machine’s clock
on-anything = on anything
only-proposed = proposed and not in force: its clocks show what it would ask
silent-on-claims = did not answer
source-cited = cited, not read for the table
source-read = read for the table
spoke-before = spoke on it before; who looked did not find it
spoke-since = since
started-by = started by
starts-before-force = started before this was in force
to-anybody = whoever can answer
waits-for-claim = not started: no standing claim tells of { $list }
waits-for-filing = not started: it waits for the filing of an earlier stage
within-from = within { $span }, from { $start }
within-union = { $span } as Regulation 1182/71 counts them
within-words = { $span }, from { $start }
within-business-days =
    { $n ->
        [one] { $n } business day
       *[other] { $n } business days
    }
label-told-by = told by
label-opinion = opinion recorded
opinions-recorded =
    { $n ->
        [one] { $n } opinion recorded
       *[other] { $n } opinions recorded
    }
label-to-whom = to whom
with-others = { $party }, with those who speak for it
change-new = new
change-again = stands again
change-corrected = corrected by the recorder
change-withdrawn = record withdrawn by the recorder
change-no-longer = stands no more for this source
gave-way-to = gave way to { $claim }
head-clocks-filed = With a filing on record
head-clocks-unfiled = Started by a claim, without a filing on record
not-in-force-then = Not in force when it started, or only proposed: { $list }
regimes-how = { $one } shows one in full, { $all } shows all
regimes-left-out =
    { $n ->
        [one] { $n } regime is not listed
       *[other] { $n } regimes are not listed
    }
duties-left-out =
    { $n ->
        [one] { $n } duty has no deadline in figures
       *[other] { $n } duties have no deadline in figures
    }

## The verifier in the page.

verify-heading = Check this page
verify-busy = Checking: { $done } of { $all } entries
verify-good = Every text on this page that says it was signed is what was signed.
verify-bad = Not everything on this page is what was signed. Places: { $n }
verify-broken = The bundle inside this page does not verify, so nothing on it is proven: { $why }
verify-broken-at = entry { $entry }: { $why }
verify-strength-checkpoint = Both keys of the log signed this tree; others may have been shown another one.
verify-strength-witnessed = Both keys of the log signed this tree, and so did { $n } of the witnesses that the ledger itself names.
verify-pin-own = Compared with the pin that you gave.
verify-pin-inside = Compared only with the pin inside this file. It came with the page, so it shows nothing about who made it.
verify-pin-none = Compared with no pin: whose ledger this is does not show.
verify-pin-label = The ledger’s pin, as you have it from elsewhere
verify-pin-file = or its file
verify-pin-use = Compare with this pin
verify-pin-unread = This is no pin: it has origin, entry_0, receipts and log.
verify-again = Check again
verify-save = Save the bundle
verify-save-why = Whoever changes a page can change the script in it too. Save the bundle and check it with another program:
verify-only-proven = Show only what is proven
verify-everything = Show everything
verify-entries = Entries whose signatures were checked: { $n }
verify-whole = Every entry of the ledger is here: nothing was left out, and nothing follows.
verify-part = Of what this is about nothing was left out up to entry { $n }; whether more follows does not show.
verify-withheld = Withheld statements and artifacts: { $n }
verify-unchecked = Could not be compared, because it rests on what is withheld or not here: { $n }
verify-sentences-all = Every sentence that the bundle holds on this stands on the page.
verify-sentences-lack = Sentences of the bundle that the page leaves out: { $n }
verify-sentences-cut = The page says that it leaves sentences out; which ones was not checked.
verify-counts = Proven texts: { $proven }; computed: { $computed }; the page’s own words: { $own }
verify-state-proven = proven: this is what was signed
verify-state-computed = computed by the maker of this page, not proven
verify-state-own = the page’s own words
verify-state-differs = differs from what was signed
verify-state-unproven = not proven
verify-state-misplaced = signed, but not what belongs in this place
verify-state-unmarked = text without a proof
verify-state-forbidden = something that hides or adds text
verify-signed = What was signed: { $text }
verify-more = and more: { $n }
verify-words-unknown = The words of this page are not those that this script knows, so they are not relied on.
verify-limits = Not shown by this: whether what was said is so; and places, widths, colours and order, which are the page’s own.

## The page that a report is. Its own words hold no digits and no quotation marks: what has them is proven or computed.

page-skip = To the report
page-kicker = What was said, by whom, and how it changed
page-lede = A record of statements: who said what, in which words, and the proof of the record. It gives no verdict.
page-unverified = Not verified yet. With scripts allowed, this page verifies its own signatures and quotations, offline. Without them, check its bundle with bayan check-proof.
page-held = The ledger held
page-entries = entries: { $n }
page-said-by = Said by
page-all-said = all that is on record
page-checkpoint = Checkpoint
page-size = size
page-earlier = The report shows an earlier moment than the checkpoint signs.
page-witnesses = Witnesses
page-no-witness = none: whether others see the same log is not shown
page-no-verdict = Each row says who says what. It is no verdict.
page-of-harm = Harm: whether it happened, by whose words
page-of-other = Other matters
page-facet = matter
page-stands = status
page-more = and { $n } more
page-one-of = one of
page-as-table = The same as a table
page-how-sure = how sure
page-artifact = captured text
page-attests = the signature attests
page-bytes = bytes
page-value = what it says
page-stands-no-more = no longer held
page-evidence = Evidence
page-evidence-note = Every statement on this page with its exact sentence. Open one to see it in the captured text, and who signed what.
page-open-evidence = In its text, and who signed
page-all-claims = Every claim
page-corrections-note = Corrections of the record by those who recorded it. Nobody changed their mind by them.
page-no-correction = None is on record.
page-gaps-note = Something stood here and is withheld. The chain is whole, and the gap stays visible.
page-no-gap = Nothing is withheld.
page-glossary = Words used here
page-facets = Matters
page-all-title = All incidents of a ledger
page-ladder = How far it still reaches
page-ladder-note = Read from top to bottom. A wide step speaks of everything it first spoke of, a narrow one of a part. The outline shows the widest that was said before. Widths show what is part of what, and measure no amount.
page-ladder-once = Said once, and not moved from
page-key-unsure = said with doubt
page-key-was = the widest said before
page-about-denied = All who take a side say that it did not happen. What they deny is only as wide as their words.
page-about-affirmed = Somebody says that it happened, to some part at least.
page-about-open = Nobody takes a side: no evidence found, not known, not said, declined.
page-about-contested = Standing statements cannot both be so.
page-about-origins = Repeats of one source count once, and so does an organisation with its own spokespersons.
page-about-stands = The speaker has said nothing since that takes its place, and has not taken it back.
page-about-scope = How far the words reach: which systems, data, forms, bodies, places. Without any, the whole is meant.
page-shift-repeats = The same again.
page-shift-rewords = The same in other words.
page-shift-elaborates = More of the same.
page-shift-quantifies = A number where there was none, or a closer one.
page-shift-raises = A higher number.
page-shift-lowers = A lower number.
page-shift-narrows = The same of less.
page-shift-widens = The same of more.
page-shift-weakens = Said with less certainty.
page-shift-strengthens = Said with more certainty.
page-shift-concedes = What was denied of all is affirmed of a part.
page-shift-reverses = What was denied is affirmed, or the other way round.
page-shift-retracts = The speaker takes it back. The opposite is not thereby said.
page-shift-corrects = The speaker corrects it.
page-shift-shifts-scope = The same kind of statement about something else.
page-shift-shifts-subject = The denial is left for another matter.
page-shift-shifts-blame = Somebody else is blamed.
page-shift-dates = A time where there was none, or another.
page-headline-note = What a headline says beyond every sentence under it. Struck through are the words of doubt and limit that it left out.
page-matrix-note = Each cell holds what a source says on a matter, split where it says several things. Both sides stand below with their sentences.
page-lanes = Who spoke when
page-lanes-note = One lane a speaker, one mark a statement. A dashed mark has no known date and stands in the order of the record. An empty lane is a silence that somebody looked for.
page-undated = date not known
page-silent = silent
page-shape-says = says how it is
page-shape-admits = admits, apologises
page-shape-binds = promises, orders, asks
page-shape-passes-on = passes on, concludes
page-shape-takes-back = takes back, corrects, declines
page-now = Held against the moment
page-filings = on record as told
page-quantities = Figures in play
page-quantities-note = One row a statement. A dot is a figure that was named, a line what it allows, an arrow an end that was left open.
page-magnitudes = by order of magnitude
page-sets = What is named, and by whom
page-sets-note = A full dot is named, an empty one is not named, which is no denial. The last row says whether there may be others.
page-member = named
page-others = others
page-named = named here
page-not-named = not named
page-left-out = left out
page-ways = By which way the words came
page-ways-note = From the printed sentence to whose words it tells, step by step. A dashed step is a machine translation or a document that nobody showed. A thicker line has more independent origins.
page-printed = as printed
page-times = Said against recorded
page-times-note = Across, when it was said; upwards, when it was recorded here. A line is as long as the time is uncertain.
page-chain = The record as a chain
page-chain-note = Every entry of the incident in the order of the log. A crossed bead is withheld and still in its place. The last signs them all.
page-card = How it moved
