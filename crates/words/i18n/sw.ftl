### The words of Bayan in Swahili. Every file has the same keys with the same variables.

## What a statement does.

kind-policy = sera
kind-key = ufunguo
kind-party = mhusika
kind-incident = tukio
kind-thing = kitu
kind-capture = unakili wa chanzo
kind-utterance = kauli
kind-silence = ukimya
kind-link = kiungo
kind-opinion = maoni
kind-question = swali
kind-amend = sahihisho la rekodi
kind-redaction = uzuiaji

## Speech acts: labels, which need not agree with the speaker in gender or number.

act-asserts = kueleza
act-confirms = kuthibitisha
act-denies = kukanusha
act-admits = kukiri
act-alleges = kutuhumu
act-claims = kudai
act-reports = kuripoti
act-explains = kufafanua
act-infers = kuhitimisha
act-forecasts = kutabiri
act-promises = kuahidi
act-orders = kuamuru
act-requests = kuomba
act-urges = kuhimiza
act-announces = kutangaza
act-reassures = kutuliza hofu
act-apologises = kuomba radhi
act-opines = kutoa maoni
act-disclaims = kujiondolea wajibu
act-recalls = kukumbusha
act-cites = kurejelea
act-hearsay = kusimulia ya kusikia
act-declines = kukataa kusema
act-observes-silence = kubainisha ukimya
act-states-unclear = kusema haijulikani wazi
act-frames = kuwasilisha hivyo
act-retracts = kufuta kauli
act-corrects = kusahihisha

## The nine answers. None may read like another.

answer-yes = ndiyo
answer-no = hapana
answer-partly = kwa sehemu
answer-attempted = ilijaribiwa
answer-unknown-to-source = chanzo hakijui
answer-no-evidence-found = hakuna ushahidi uliopatikana
answer-not-said = haikusemwa
answer-declined = kukataa kujibu
answer-withheld = inajulikana lakini haikutolewa

## What a source says its claim rests on.

basis-witnessed = chanzo kilishuhudia
basis-document = waraka
basis-experts = wataalamu
basis-preliminary = matokeo ya awali
basis-inferred = hitimisho la chanzo
basis-hearsay = habari za kusikia
basis-none-found = ilitafutwa, haikupatikana
basis-none-given = msingi haukutolewa

## How sure a source says it is.

certainty-certain = hakika
certainty-probable = kuna uwezekano mkubwa
certainty-possible = inawezekana
certainty-unstated = haijaelezwa

## How words reached their first listener.

channel-radio = redio
channel-tv = televisheni
channel-press-conference = mkutano na wanahabari
channel-written-statement = taarifa ya maandishi
channel-statement = taarifa
channel-interview = mahojiano
channel-agency-quote = maneno kwa shirika la habari
channel-notice = ilani
channel-letter-unseen = barua, haijaonekana
channel-order = amri
channel-social-post = chapisho la mtandao wa kijamii
channel-forum-listing = tangazo la jukwaa au soko
channel-regulator-filing = waraka kwa mdhibiti
channel-website-notice = ilani ya tovuti
channel-press-article = makala ya gazeti
channel-headline = kichwa cha habari
channel-caption = maelezo ya picha
channel-disclaimer = kanusho
channel-rumour = uvumi
channel-unspecified = haijabainishwa

## Whether a set names all its members.

closure-open = huenda kuna zaidi
closure-closed = hivi tu, si vingine
closure-all-except = vyote isipokuwa hivi

## What is wrong with captured bytes.

defect-duplicate = imechapishwa zaidi ya mara moja
defect-stray = si mahali pake
defect-garbled = haisomeki ilivyo
defect-truncated = imekatizwa
defect-furniture = vipengele vya ukurasa

## Families of facets.

family-incident = tukio
family-attribution = uhusishaji
family-target = mlengwa
family-confidentiality = usiri
family-integrity = uadilifu wa data
family-availability = upatikanaji
family-data = data
family-evidence = ushahidi
family-response = hatua zilizochukuliwa
family-commitment = ahadi
family-responsibility = uwajibikaji
family-market = soko
family-relation = uhusiano
family-reaction = mwitikio
family-context = muktadha
family-telling = usimulizi

## How words passed from one mouth to the next.

hop-publishes = kuchapisha
hop-own-voice = kwa sauti yake
hop-quotes = kunukuu
hop-paraphrases = kueleza kwa maneno mengine
hop-cites-document = kurejelea waraka
hop-relays-for = kusema kwa niaba ya
hop-hearsay-about = kusema kuhusu, kwa kusikia
hop-republishes = kuchapisha upya
hop-recalls-earlier = kukumbusha yaliyosemwa awali
hop-informed-by = kuarifiwa na
hop-translates = kutafsiri
hop-observes-silence = kubainisha ukimya
hop-unattributed = bila kutaja chanzo

## Who or what made a translation, transcript or rendition.

maker-human = binadamu
maker-machine = mashine
maker-unsaid = haikusemwa

## Words of doubt, bound and scope.

marker-preliminary = ya awali
marker-as-of-now = hadi sasa
marker-apparent = inavyoonekana
marker-only = tu
marker-no-evidence-of = hakuna ushahidi wa
marker-form-limited = kwa namna hii tu
marker-upper-bound = si zaidi ya
marker-lower-bound = angalau
marker-approx = takriban
marker-alleged = inayodaiwa
marker-conditional = hali ya masharti
marker-seems = inaonekana
marker-unclear-relation = uhusiano hauko wazi
marker-vague-duration = muda usio bayana
marker-open-set = miongoni mwa vingine
marker-exception = isipokuwa
marker-among = mojawapo ya kadhaa
marker-per-source = kwa mujibu wa chanzo
marker-attempt = jaribio
marker-mt-suspect = huenda mashine ilikosea kutafsiri
marker-other = nyingine

## How a time lies to its anchor.

order-before = kabla ya
order-after = baada ya
order-during = wakati wa
order-around = karibu na
order-until = hadi
order-since = tangu

## What kind of party.

party-person = mtu
party-organisation = shirika
party-unit = kitengo
party-office = wadhifa
party-collective = kundi la watu
party-account = akaunti
party-anonymous = asiyetajwa jina
party-document = waraka
party-publisher = mchapishaji
party-machine = mashine

## Which way a source holds a claim.

polarity-affirm = kusema ndivyo
polarity-deny = kusema sivyo
polarity-neutral = si lolote kati ya hayo

## What an amount of money is for.

price-per-sale = kwa kila mauzo
price-in-all = kwa jumla
price-unsaid = haikusemwa

## Why something is no longer served.

redaction-personal-data = ina data binafsi
redaction-data-subject-request = mhusika aliomba
redaction-court-order = amri ya mahakama
redaction-legal-claim = sheria inakataza
redaction-safety = inahatarisha mtu
redaction-leaked-content = ina maudhui yaliyovuja
redaction-copyright = hakimiliki
redaction-recorded-in-error = ilirekodiwa kimakosa

## Why a recorder corrects an own record.

amend-transcription = maneno yalinakiliwa vibaya
amend-offset = mahali pasipo sahihi kwenye matini
amend-translation = tafsiri imeongezwa au kurekebishwa
amend-reattribution = kauli imehamishiwa mhusika mwingine
amend-merge = rekodi mbili ni moja
amend-split = rekodi moja ni mbili
amend-inference-withdrawn = hitimisho la mrekodi limeondolewa
amend-withdrawal = rekodi imeondolewa

## How two claims, or two incidents, stand to each other.

relation-contradicts = kupingana na
relation-in-tension = kutoafikiana na
relation-number-conflict = idadi zinapingana
relation-set-conflict = orodha zinapingana
relation-corroborates = kuunga mkono kwa chanzo huru
relation-repeats-origin = kurudia chanzo kilekile
relation-explains = kufafanua
relation-rival-cause = sababu tofauti ya jambo lilelile
relation-caused-by = kusababishwa na
relation-answers = kujibu
relation-evades = kuzungumzia bila kujibu
relation-fulfils = kutimiza
relation-breaks = kukiuka
relation-translation-of = tafsiri ya
relation-same-event = tukio lilelile
relation-part-of-event = sehemu ya tukio
relation-related-unclear = huenda inahusiana, haiko wazi

## What was made of an artifact.

rendition-plain-text = matini pekee
rendition-transcript = nakala ya mazungumzo
rendition-translation = tafsiri
rendition-excerpt = dondoo
rendition-image = picha

## Why a key is revoked.

revoke-superseded = umebadilishwa na ufunguo mwingine
revoke-left-office = mwenye nao ameondoka kazini
revoke-lost = umepotea
revoke-compromised = umeathiriwa
revoke-granted-in-error = ulitolewa kimakosa

## What kind of thing.

thing-system = mfumo
thing-service = huduma
thing-data-kind = aina ya data
thing-place = mahali
thing-form = namna
thing-facet = kipengele

## What a text leaves open about an extent.

unsure-members = kama hivi ndivyo vyote
unsure-exception = kama kilichoachwa kilihesabiwa
unsure-limit = kama kauli ina mipaka kabisa

## What a key may be used for.

usage-record = kurekodi waliyosema wengine
usage-speak = kusema kwa nafsi ya kwanza
usage-operate = kuendesha leja

## Who may append.

appending-granted-keys = kila ufunguo uliotolewa
appending-operator-only = mwendeshaji pekee

## Types of values.

type-answer = jibu la ndiyo au hapana
type-quantity = idadi
type-bytes = kiasi cha data
type-money = fedha
type-set = mkusanyiko
type-time = wakati
type-duration = muda
type-rate = mara ngapi
type-ref = rejeleo
type-text = maandishi

## What a signer says of a statement.

opinion-endorse = kuunga mkono
opinion-dispute = kupinga
opinion-repudiate = kukana

## Days of the week.

weekday-monday = Jumatatu
weekday-tuesday = Jumanne
weekday-wednesday = Jumatano
weekday-thursday = Alhamisi
weekday-friday = Ijumaa
weekday-saturday = Jumamosi
weekday-sunday = Jumapili

## Which part of a publication.

zone-headline = kichwa cha habari
zone-subheading = kichwa kidogo
zone-lead = utangulizi
zone-body = mwili wa habari
zone-quotation = nukuu
zone-caption = maelezo ya picha
zone-disclaimer = kanusho
zone-furniture = vipengele vya ukurasa

## Units of time, and of data.

unit-seconds = sekunde
unit-minutes = dakika
unit-hours = saa
unit-days = siku
unit-weeks = wiki
unit-months = miezi
unit-years = miaka
data-byte = baiti
data-kilo = kilobaiti
data-mega = megabaiti
data-giga = gigabaiti
data-tera = terabaiti
data-peta = petabaiti
data-base-decimal = kwa vipeo vya 1000
data-base-binary = kwa vipeo vya 1024
data-base-unsaid = kizio hakikusemwa

## Topics: named sets of facets.

topic-data-compromise = kuathiriwa kwa data
topic-intrusion = uvamizi wa mfumo
topic-outage = kukatika kwa huduma
topic-integrity = uadilifu wa data
topic-extent = ukubwa wa athari
topic-timing = nyakati
topic-attribution = uhusishaji
topic-target = mlengwa
topic-evidence = ushahidi
topic-response = hatua zilizochukuliwa
topic-notification = utoaji wa taarifa
topic-promises = ahadi
topic-blame = lawama
topic-market = soko
topic-relations = uhusiano na matukio mengine
topic-reaction = miitikio
topic-context = muktadha
topic-telling = usimulizi

## Built-in facets: short labels. What each is about stands in English in facets.toml.

facet-incident-occurrence = kama lilitokea
facet-incident-attempt = jaribio
facet-incident-success = kufaulu kwa jaribio
facet-incident-intrusion = uvamizi wa mfumo
facet-incident-method = mbinu
facet-incident-count = idadi ya mashambulizi
facet-incident-time = wakati lilipotokea
facet-incident-time-noticed = wakati lilipogunduliwa
facet-incident-time-ended = wakati lilipoisha
facet-incident-ongoing = bado linaendelea
facet-attribution-actor = aliyehusika
facet-attribution-claimed-by = waliodai kuhusika
facet-attribution-motive = nia
facet-attribution-origin = asili yake
facet-target-system = mifumo iliyolengwa
facet-target-organisation = mashirika yaliyolengwa
facet-target-sector = sekta zilizolengwa
facet-target-alias = jina lingine la mlengwa
facet-target-property = sifa za mlengwa
facet-target-online = mlengwa hufikiwa mtandaoni
facet-target-data-held = data zinazohifadhiwa
facet-target-services-offered = huduma zinazotolewa
facet-target-connections = taasisi zilizounganishwa
facet-target-records-held = rekodi zinazohifadhiwa
facet-confidentiality-access = ufikiaji wa data
facet-confidentiality-leak = uvujaji wa data
facet-confidentiality-loss = kupotelea data kwa wengine
facet-confidentiality-privacy = faragha kuathiriwa
facet-confidentiality-types = aina za data zilizohusika
facet-confidentiality-records = rekodi zilizohusika
facet-confidentiality-subjects = watu waliohusika
facet-confidentiality-bytes = kiasi cha data kilichohusika
facet-integrity-alteration = kubadilishwa kwa data
facet-integrity-destruction = kuharibiwa kwa data
facet-integrity-encryption = usimbaji wa mshambuliaji
facet-availability-outage = kukatika kwa huduma
facet-availability-services = huduma zilizoathirika
facet-availability-degree = ukali wa kukatika
facet-availability-extent = taasisi au maeneo yaliyoathirika
facet-availability-users = watumiaji walioathirika
facet-availability-exempt = wasioathirika
facet-availability-duration = muda uliodumu
facet-availability-expected = muda unaotarajiwa
facet-availability-restored = huduma kurejea
facet-availability-restored-at = wakati huduma iliporejea
facet-availability-cause = sababu ya kukatika
facet-data-safety = usalama wa data
facet-data-backup = nakala rudufu
facet-data-backup-rate = mara ngapi nakala rudufu hufanywa
facet-data-recovered = data kurejeshwa
facet-evidence-state = ushahidi wa kuathiriwa
facet-evidence-basis = msingi wa kauli
facet-evidence-sample = sampuli zilizoonyeshwa
facet-evidence-authentic = uhalisi wa kinachosambaa
facet-response-containment = udhibiti wa tukio
facet-response-contained-at = wakati ulipozuiwa
facet-response-notification = waliojulishwa
facet-response-notified-at = wakati walipojulishwa
facet-response-classified-at = wakati ulipowekwa kuwa mkubwa
facet-response-materiality-determined-at = wakati ulipoonekana kuwa na uzito
facet-response-ransom-paid-at = wakati fidia ilipolipwa
facet-response-investigation = uchunguzi
facet-response-investigators = wachunguzi
facet-response-restoration = urejeshaji
facet-response-hardening = uimarishaji
facet-response-suspension = usitishaji
facet-response-directive = maelekezo kwa wengine
facet-response-workaround = njia mbadala
facet-response-apology = kuomba radhi
facet-response-compensation = fidia
facet-commitment-investigate = ahadi ya kuchunguza
facet-commitment-restore = ahadi ya kurejesha
facet-commitment-mitigation = ahadi ya kupunguza hatari
facet-commitment-notify = ahadi ya kujulisha
facet-commitment-disclose = ahadi ya kuchapisha
facet-commitment-compensate = ahadi ya kufidia
facet-commitment-policy = ahadi kuhusu utaratibu ujao
facet-responsibility-blame = anayelaumiwa
facet-responsibility-violation = aliyekiuka kanuni au makubaliano
facet-responsibility-liability = anayepaswa kuwajibika
facet-responsibility-reason = sababu ya lawama
facet-market-offer = kuwekwa sokoni
facet-market-sale = kuuzwa
facet-market-place = mahali pa kuuzia
facet-market-buyers = idadi ya wanunuzi
facet-market-price = bei
facet-market-payment = njia za malipo
facet-market-ransom = kikombozi
facet-relation-caused-by = kusababishwa na
facet-relation-explains = kufafanuliwa na
facet-relation-related = huenda inahusiana na
facet-relation-same-incident = tukio lilelile na
facet-reaction-response = mwitikio wa wengine
facet-reaction-concern = wasiwasi wa umma
facet-reaction-duration = muda wa mwitikio
facet-reaction-statement = maudhui ya mwitikio
facet-context-legal = sheria na makubaliano
facet-context-background = usuli
facet-context-opinion = maoni
facet-telling-time = wakati iliposimuliwa
facet-telling-place = mahali iliposimuliwa
facet-telling-channel = njia iliyotumika kueleza
facet-telling-first-known = aliyejua au kusema kwanza
facet-telling-prompted-by = kilichochochea kauli
facet-telling-translation = tafsiri ya maneno

## What a claim says of harm.

harm-affirmed = chanzo kinasema kuna madhara
harm-denied = chanzo kinakanusha madhara
harm-open = madhara hayajabainishwa

## The status of a facet.

status-unstated = haijaelezwa
status-affirmed = inasemwa ndivyo
status-denied = imekanushwa
status-contested = inabishaniwa
status-open = bado wazi

## How a position moved.

shift-first = msimamo wa kwanza
shift-repeats = kurudia
shift-rewords = kusema kwa maneno mengine
shift-elaborates = kuongeza maelezo
shift-quantifies = kutoa idadi
shift-raises = kuongeza idadi
shift-lowers = kupunguza idadi
shift-narrows = kupunguza upeo
shift-widens = kupanua upeo
shift-weakens = kudhoofisha
shift-strengthens = kuimarisha
shift-concedes = kukubali
shift-reverses = kugeuza msimamo
shift-retracts = kufuta kauli
shift-corrects = kusahihisha
shift-shifts-scope = kuhamisha upeo
shift-shifts-subject = kuhamisha mada
shift-shifts-blame = kuhamisha lawama
shift-dates = kutaja tarehe

## How sources conflict.

conflict-contradicts = kupingana
conflict-in-tension = kutoafikiana
conflict-number-conflict = idadi zinapingana
conflict-set-conflict = orodha zinapingana
conflict-time-conflict = nyakati zinapingana
conflict-rival-cause = sababu zinazoshindana

## Where a relation comes from, and whether an order is known.

ground-computed = imekokotolewa
ground-recorded = imerekodiwa
ground-inferred = imehitimishwa
sequence-known = mpangilio unajulikana
sequence-unknown = haiwezi kupangwa kwa wakati

## Headings.

head-ask = Kilichosemwa
head-history = Jinsi msimamo ulivyobadilika
head-retold = Yameelezwa vingine na yaliyorekodiwa tangu hapo; hakuna aliyebadilisha msimamo
head-diff = Kilichobadilika
head-blame = Asili ya kila thamani
head-conflicts = Vyanzo vinapotofautiana
head-responsibility = Nani analaumiwa, na nani
head-silent = Nani hajazungumza
head-promises = Ahadi
head-questions = Maswali
head-clocks = Muda wa kisheria
head-headline-check = Kichwa cha habari dhidi ya mwili
head-gaps = Vilivyozuiwa
head-corrections = Masahihisho ya mrekodi
head-origins = Asili huru
head-sources = Vyanzo

## Labels of fields: the four roles, the five times, and the rest.

label-speaker = msemaji
label-publisher = mchapishaji
label-recorder = mrekodi
label-signer = mtia saini
label-event = kutokea
label-said = kusemwa
label-published = kuchapishwa
label-captured = kunakiliwa
label-recorded = kurekodiwa
label-entry = ingizo
label-proof = uthibitisho
label-scope = upeo
label-as-of = kufikia
label-until = hadi
further-notice = hadi itakapotangazwa tena
label-due = tarehe ya mwisho

## States of promises, orders and questions.

state-open = wazi
state-closed = imefungwa
state-answered = imejibiwa
state-kept = imetimizwa
state-broken = imevunjwa
state-overdue = muda umepita
state-no-date = hakuna tarehe
state-unknown-date = tarehe haijulikani

## Who and what is meant.

nobody = hakuna aliyetajwa
one-of = mmoja kati ya { $list }
position-of = msimamo wa { $party }
as-far-as = kwa kadiri ya utafutaji wa { $party }
whole = yote
all-except = yote isipokuwa { $list }
now = sasa
before = kabla
list-separator = { ", " }

## Bounds of a number. The number comes ready for reading.

amount-at-least = angalau { $number }
amount-at-most = si zaidi ya { $number }
amount-above = zaidi ya { $number }
amount-below = chini ya { $number }
amount-about = takriban { $number }
amount-between = kati ya { $low } na { $high }
amount-several = kadhaa
amount-unstated = idadi haikutajwa

## Notes beside a claim.

not-said = haikusemwa
machine-translation = tafsiri ya mashine
document-not-seen = waraka haujaonekana
withheld-by-entry = imezuiwa na ingizo { $entry }
gap-amend = kilichosahihishwa au kuondolewa kimezuiwa pia; rekodi za awali za { $party } huenda zikawa miongoni mwake ({ $count } zipo hapa)
possible-time = inawezekana (wakati wake hauna uhakika)
role-perhaps = labda kwa { $party }: wadhifa wake wakati huo hauna uhakika
role-uncertain = labda si kwa niaba yake: wadhifa wakati huo hauna uhakika
artifact-withheld = maneno ya kielelezo { $artifact } yamezuiwa

## Dates with holes. What stands in parentheses is not in the date.

date-range = { $from } – { $to }
date-open-start = (mwanzo wazi)
date-open-end = (mwisho wazi)
date-unknown-start = (mwanzo haujulikani)
date-unknown-end = (mwisho haujulikani)
date-uncertain = { $date } (haina uhakika)
date-approximate = { $date } (takriban)
date-uncertain-approximate = { $date } (haina uhakika na ni takriban)
date-day-unknown = { $date } (siku haijulikani)
date-month-unknown = { $date } (mwezi haujulikani)
date-month-day-unknown = { $date } (mwezi na siku havijulikani)
date-some-year = mwaka kati ya { $from } na { $to }
date-in-some-year = { $date }, { $year }
date-utc = { $time } UTC
date-offset = { $time } UTC{ $offset }

## Lengths of time.

span-seconds = sekunde { $n }
span-minutes = dakika { $n }
span-hours = saa { $n }
span-days = siku { $n }
span-weeks = wiki { $n }
span-months =
    { $n ->
        [one] mwezi { $n }
       *[other] miezi { $n }
    }
span-years =
    { $n ->
        [one] mwaka { $n }
       *[other] miaka { $n }
    }
span-two = { $large } na { $small }

## Answers about an incident.

entry-number = ingizo { $entry }
held-entries = daftari lilikuwa na maingizo { $entries }
said-by-time = lililosemwa kufikia { $time }
carried-by = limebebwa na { $party }
attests-read = “Nimeyasoma maneno haya hivi”; mtu mwingine aliyasema
attests-said = “Nilisema mwenyewe”
attests-behalf = “Nasema kwa niaba ya { $office }”
how-sure-not-stated = kiwango cha uhakika hakikutajwa
rests-on = msingi: { $basis }
stance-of-hop = msimamo wa hatua { $hop }
verb-of-hop = ya hatua { $hop }
scope-system = mfumo
scope-data = data
scope-form = namna
scope-organisation = shirika
scope-place = mahali
scope-via = kupitia
as-of-these-words = hadi maneno haya
as-of-time = hadi { $time }
some-except = { $list } isipokuwa { $out }
left-open = haijabainishwa: { $what }
anchor-this-utterance = kauli hii
anchor-this-publication = chapisho hili
anchor-this-capture = nakala hii
inferred-from = imehitimishwa: { $grounds }
inferred-by = imehitimishwa na { $party }: { $grounds }
per-item = kwa kila { $item }
converted = imebadilishwa: { $amount }
converted-by = imebadilishwa na { $party }: { $amount }
set-none = hakuna
set-some = baadhi, bila kutajwa
part-of = { $part }, kati ya { $whole }
rate-every = { $amount } kila { $span }
origins =
    { $n ->
        [one] chanzo huru { $n }
       *[other] vyanzo huru { $n }
    }
count-conflicts =
    { $n ->
        [one] mgongano { $n }
       *[other] migongano { $n }
    }
count-silences = ukimya { $n }
count-gaps =
    { $n ->
        [one] taarifa iliyozuiliwa { $n }
       *[other] taarifa zilizozuiliwa { $n }
    }
count-taken-back =
    { $n ->
        [one] dai { $n } lililoondolewa
       *[other] madai { $n } yaliyoondolewa
    }
count-corrections =
    { $n ->
        [one] sahihisho la mrekodi { $n }
       *[other] masahihisho ya mrekodi { $n }
    }
count-possible =
    { $n ->
        [one] dai ambalo huenda lilisemwa baadaye { $n }
       *[other] madai ambayo huenda yalisemwa baadaye { $n }
    }
head-statuses = Hali ya vipengele
head-positions = Nani ana msimamo gani
head-taken-back = Yaliyoondolewa
head-elsewhere = Yaliyofuatwa na maneno kuhusu jambo lingine
head-possible = Huenda lilisemwa baadaye
head-new-conflicts = Migongano mipya
head-gone-conflicts = Migongano isiyopo tena
head-other-records = Viungo, ukimya, maswali na maoni mapya
head-moved-last = Kilichobadilika mwisho
label-claim = dai
label-act = tendo
label-markers = viashiria
label-via = kupitia
label-moved = imesogea
label-from-widest = tangu pana zaidi
label-words = maneno
label-titles = vichwa
label-note = maelezo
note-of-signer = ya aliyetia saini:
label-declared = imetangazwa
label-amended = imesahihishwa
in-entry-by = katika ingizo { $entry } na { $party }
label-by-recorder = na mrekodi
label-from = kutoka
label-to = hadi
no-words = hakuna maneno: mrekodi alihitimisha
nobody-said = Hakuna kilichorekodiwa kuhusu hili.
nobody-surely-said = Hakuna kilichorekodiwa juu yake ambacho hakika kilikuwa kimesemwa kufikia wakati huo.
none-stands = Hakuna kilichorekodiwa kuhusu hili kinachosimama sasa; `bayan history` huonyesha kilichotokea.
nothing-changed = Hakuna kilichobadilika.
not-stated = haikutajwa
stands-now = bado upo
stands-no-more = umefuatwa na mwingine
overruled-by = umefuatwa na maneno ya { $party } yenyewe
followed-by-voices = sauti nyingine imesema tangu hapo: { $list }
headline-only = katika kichwa cha habari tu
headline-origins = { $n } katika kichwa cha habari tu
values-differ = si wote wanaotaja kitu kimoja
holds-nothing = linafuta la awali, bila kudai jingine
takes-of-another = linataja { $claim } kuwa limeondolewa: maneno ya chanzo kingine, ambayo yanabaki
against = dhidi ya
conflicts-cut = Kuna migongano zaidi ya iliyoorodheshwa.
one-source = ndani ya chanzo kimoja, { $party }: si mgongano kati ya vyanzo
one-source-unordered = ndani ya chanzo kimoja, { $party }, ambacho mpangilio wa maneno yake haujulikani: si mgongano kati ya vyanzo
on-both-sides = pande zote mbili: { $party }; kati ya maneno yake mwenyewe huu si mgongano kati ya vyanzo
grounds-time = (mpangilio kwa nyakati)
grounds-anchor = (mpangilio: moja hutajwa kutoka kwa nyingine)
grounds-text = (mpangilio kwa nafasi katika maandishi)
rule-target = inataja dai la awali
rule-side = kwa upande
rule-sides = kwa upande
rule-scope = kwa upeo
rule-limit = kwa kikomo
rule-certainty = kwa uhakika
rule-bounds = kwa mipaka
rule-members = kwa wanachama
rule-time = kwa wakati
rule-times = kwa wakati
rule-telling = maelezo mawili ya maneno yale yale
rule-reference = kwa kinachorejelewa
rule-references = kwa kinachorejelewa
rule-subject = kwa mada
rule-wording = kwa maneno
body-missing = mwili wa ingizo { $entry } haupo
bytes-range = baiti { $start }..{ $end }
with-key = kwa ufunguo { $key }
from-claim = kutoka { $claim }
said-before-that = ilisemwa kabla yake
taken-back-by = imeondolewa au kusahihishwa na { $claim }
not-after = si baada ya { $time }
not-before = si kabla ya { $time }
entries-concern =
    { $n ->
        [one] ingizo { $n } linahusika
       *[other] maingizo { $n } yanahusika
    }
entries-older = na { $n } ya zamani zaidi
had-not-answered = { $party } hakuwa amejibu
recorder-corrected = { $party } alisahihisha { $list } katika ingizo { $entry }
recorder-withdrew = { $party } aliondoa { $list } katika ingizo { $entry }
records-between = ingizo { $entry } linarekodi kati ya mbili hizo: { $relation } ({ $from } → { $to })

## Answers on conflicts, responsibility, silences, promises, questions, headlines and clocks.

state-contested = inapingwa
state-withdrawn = imeondolewa au kusahihishwa
state-ended = imekwisha: mwisho wake umefika
timing-not-due = muda bado haujafika
timing-due = muda umefika
timing-overdue = muda wake umepita
timing-cannot-tell = haiwezi kujulikana kama muda umefika
timing-late = kwa kuchelewa: imesemwa kutimizwa baada tu ya muda wake
answered-no = wazi: hakuna jibu lililorekodiwa
answered-yes = limejibiwa
answered-cannot-tell = haiwezi kusemwa kama lilikuwa limejibiwa kufikia wakati huo
answered-disputed = limejibiwa, na kila jibu linapingwa
stands-silent = hajasema tangu hapo, kwa mujibu wa kumbukumbu
stands-cannot-tell = haiwezi kujulikana kama alisema tangu hapo
stands-spoke = alisema tangu hapo
bounded-told = kwa maelezo yake
bounded-publication = kwa wakati wa kuchapishwa
bounded-capture = kwa wakati wa kunaswa
bounded-entry = kwa wakati wa kurekodiwa
heard-on-it = alizungumzia lawama hiyo
heard-for-it = shirika lake lilizungumzia lawama hiyo
heard-perhaps = labda: { $heard }
heard-declined = alikataa kuizungumzia
heard-elsewhere = alisema, lakini kuhusu jambo jingine
heard-reported-silent = hakusikika: ukimya wake umerekodiwa
heard-nothing-recorded = hakuna kilichorekodiwa chake
gain-doubt-dropped = shaka imeondolewa
gain-scope-widened = upeo umepanuliwa
gain-degree-raised = kiwango kimepandishwa
gain-degree-lowered = kiwango kimeshushwa
gain-opposed = inasema kinyume
deadline-no-figure = hakuna ukomo wa tarakimu
deadline-met = mtu aliarifiwa ndani ya muda
deadline-after = mtu aliarifiwa baada ya muda
deadline-filed-untold = mtu aliarifiwa; kabla au baada ya muda haiwezi kujulikana
deadline-told-to-unsaid = mtu aliarifiwa; haikusemwa kama ni yule unayemuuliza
deadline-told-perhaps = limesemwa na aliyesema kwa niaba ya mhusika labda tu: wadhifa wakati huo hauna uhakika
deadline-told-by-another = limesemwa na mhusika mwingine tu; haikusemwa kama ndilo lililotakiwa
deadline-running = hakuna wasilisho lililorekodiwa, muda unaendelea
deadline-passed = hakuna wasilisho lililorekodiwa, muda umepita
deadline-untold = hakuna wasilisho lililorekodiwa; haiwezi kujulikana kama muda umepita
start-awareness = kufahamu
start-noticing = kugundua au kuambiwa
start-reasonable-belief = kuamini kwa sababu kwamba lilitokea
start-failure = kushindwa kulinda data
start-classification = kuliainisha kuwa kubwa
start-materiality-determination = kubaini kuwa ni muhimu
start-ransom-payment = kulipa fidia
later-cannot-tell = kama ni tangu hapo haiwezi kujulikana
head-unheard = Wanaolaumiwa na wengine, bila neno lao kwenye kumbukumbu
head-cleared = Nani anasemwa halaumiki, na nani
head-blame-open = Ambao jambo limeachwa wazi
no-conflict = Hakuna mgongano kati ya madai yanayosimama.
no-headline = Hakuna kichwa cha habari kilichorekodiwa kinachozidi maandishi yake.
no-promise = Hakuna ahadi, amri wala ombi lililorekodiwa.
no-question = Hakuna swali lililorekodiwa.
no-open-question = Hakuna swali lililo wazi.
no-silence = Hakuna ukimya uliorekodiwa.
none-readable = Hakuna kilichopatikana katika kinachosomeka. Kilichozuiwa huenda kina kitu.
nobody-blamed = Hakuna anayelaumiwa kwenye kumbukumbu.
no-clock-starts = Hakuna dai linaloanzisha muda chini ya: { $list }
label-asked = liliulizwa
label-binds = linawabana
label-blamed = analaumiwa
label-blamed-by = na
label-cleared = ameondolewa lawama
label-named = ametajwa
label-followed-by = umefuatwa na
label-caveat = tahadhari
label-deadline = ukomo
label-filed-with = kwa
label-heard = kusikika
label-in-force = inatumika
label-instrument = sheria
label-on = kuhusu
label-publication = chapisho
label-put-to = kwa
label-source = chanzo
label-stage = hatua
label-started = ilianza
against-own-words = dhidi ya sentensi za chanzo hichohicho katika maandishi:
against-anybodys-words = dhidi ya sentensi zote za maandishi, kwa kuwa chanzo cha kichwa hakina yake humo:
beyond-each-otherwise = inazidi kila sentensi kwa namna tofauti
beyond-unsaid = hakuna sentensi ya mwili iliyorekodiwa inayosema lolote juu yake
blame-alleged = inasemwa kama madai
blame-headline = katika kichwa cha habari tu
blame-hearsay = kwa uvumi
blame-own = kosa la msemaji mwenyewe
blame-of-itself = msemaji anajizungumzia mwenyewe
blamed-for = kwa sababu ya
taken-back = liliondolewa au kusahihishwa na
silence-recorded-in = ukimya umerekodiwa katika { $list }
recorded-of-withheld = imerekodiwa katika { $list }: maneno yamezuiwa
both-sides = pande zote mbili zinataja
only-one-side = upande mmoja tu unataja
only-other-side = upande mwingine tu unataja
only-one-side-leaves-out = upande mmoja tu unaacha nje
only-other-side-leaves-out = upande mwingine tu unaacha nje
both-sides-leave-out = pande zote mbili zinaacha nje
bounds-one-side = mipaka ya upande mmoja
bounds-other-side = mipaka ya upande mwingine
side-one = upande mmoja
side-other = upande mwingine
came-true = jambo ambalo ingedumu hadi lifike
fell-due = jambo ambalo ingefuata
clocks-not-judged = Imehesabiwa kutokana na madai yaliyorekodiwa na jedwali la kanuni. Haihukumiwi kama kanuni inambana mtu hapa, kama tukio linafikia kiwango chake, kama aliyearifiwa ndiye aliyepaswa kuarifiwa, wala kama wasilisho linatosha.
declined-since = alikataa kusema
disputed-by = inapingwa na { $list }
dropped-words = bila { $list }
filing-on-record = kwenye kumbukumbu: { $time }
told-to = { $list } aliarifiwa
to-whom-unsaid = haikusemwa nani aliarifiwa
addressed-untold = huenda ni yule unayemuuliza
clocks-only-to = Yanahesabiwa tu yaliyoarifiwa kwa { $list }, kwa kile ambacho ni sehemu yake, au kwa sehemu yake. Mawasilisho yasiyosema nani aliarifiwa, au kwa maneno tu, yameorodheshwa mwisho na hayaamui chochote.
filer-other = limesemwa na mhusika mwingine
filer-perhaps = labda limesemwa naye: wadhifa wakati huo hauna uhakika
filer-untold = haikusemwa na nani
may-answer = huenda linajibu (imehesabiwa)
now-by-clock = saa ya mashine hii
on-anything = kuhusu jambo lolote
only-proposed = imependekezwa, haitumiki bado: muda wake unaonyesha kingeombwa nini
silent-on-claims = hakujibu
source-cited = imetajwa, haikusomwa kwa jedwali
source-read = imesomwa kwa jedwali
spoke-before = alizungumzia kabla; aliyetafuta hakulipata
spoke-since = tangu hapo
started-by = ilianzishwa na
starts-before-force = ilianza kabla haijaanza kutumika
to-anybody = yeyote anayeweza kujibu
waits-for-claim = haijaanza: hakuna dai linalosimama kuhusu { $list }
waits-for-filing = haijaanza: inasubiri wasilisho la hatua ya awali
within-from = ndani ya { $span }, kuanzia { $start }
within-union = { $span } kwa hesabu ya Kanuni 1182/71
within-words = { $span }, kuanzia { $start }
within-business-days = siku { $n } za kazi
label-told-by = kwa maelezo ya
label-opinion = maoni yaliyorekodiwa
opinions-recorded = maoni { $n } yamerekodiwa
label-to-whom = kwa nani
with-others = { $party }, pamoja na wanaosema kwa niaba yake
change-new = jipya
change-again = linasimama tena
change-corrected = imesahihishwa na mrekodi
change-withdrawn = rekodi imeondolewa na mrekodi
change-no-longer = halisimami tena kwa chanzo hiki
gave-way-to = imepisha { $claim }
head-clocks-filed = Zenye wasilisho lililorekodiwa
head-clocks-unfiled = Zilizoanzishwa na dai, bila wasilisho lililorekodiwa
not-in-force-then = Hazikuwa zikitumika ilipoanza, au zimependekezwa tu: { $list }
regimes-how = { $one } huonyesha moja kikamilifu, { $all } huonyesha zote
regimes-left-out =
    { $n ->
        [one] Utaratibu { $n } haujaorodheshwa
       *[other] Taratibu { $n } hazijaorodheshwa
    }
duties-left-out =
    { $n ->
        [one] Wajibu { $n } hauna ukomo wa tarakimu
       *[other] Wajibu { $n } hazina ukomo wa tarakimu
    }

## The verifier in the page.

verify-heading = Kagua ukurasa huu
verify-busy = Inakagua: maingizo { $done } kati ya { $all }
verify-good = Kila andishi la ukurasa huu linalosemwa limetiwa sahihi ndilo lililotiwa sahihi.
verify-bad = Si kila kitu kwenye ukurasa huu ndicho kilichotiwa sahihi. Mahali: { $n }
verify-broken = Kifurushi kilicho ndani ya ukurasa huu hakikukubalika, hivyo hakuna kilichothibitishwa: { $why }
verify-broken-at = ingizo { $entry }: { $why }
verify-strength-checkpoint = Funguo zote mbili za daftari zilitia sahihi mti huu; huenda wengine walionyeshwa mwingine.
verify-strength-witnessed = Funguo zote mbili za daftari zilitia sahihi mti huu, pamoja na mashahidi { $n } waliotajwa na daftari lenyewe.
verify-pin-own = Imelinganishwa na pini uliyotoa.
verify-pin-inside = Imelinganishwa na pini iliyo ndani ya faili hii tu. Imekuja pamoja na ukurasa, hivyo haionyeshi nani aliutengeneza.
verify-pin-none = Haikulinganishwa na pini yoyote: haionekani daftari hili ni la nani.
verify-pin-label = Pini ya daftari, uliyoipata kwingineko
verify-pin-file = au faili yake
verify-pin-use = Linganisha na pini hii
verify-pin-unread = Hii si pini: pini ina origin, entry_0, receipts na log.
verify-again = Kagua tena
verify-save = Hifadhi kifurushi
verify-save-why = Anayebadilisha ukurasa anaweza pia kubadilisha hati yake. Hifadhi kifurushi na ukikague kwa programu nyingine:
verify-only-proven = Onyesha kilichothibitishwa tu
verify-everything = Onyesha vyote
verify-entries = Maingizo ambayo sahihi zake zilikaguliwa: { $n }
verify-whole = Kila ingizo la daftari liko hapa: hakuna kilichoachwa, wala kinachofuata.
verify-part = Kuhusu jambo hili hakuna kilichoachwa hadi ingizo { $n }; haionekani kama kuna yanayofuata.
verify-withheld = Taarifa na vielelezo vilivyozuiliwa: { $n }
verify-unchecked = Hayakuweza kulinganishwa, kwa kuwa yanategemea kilichozuiliwa au kisichopo: { $n }
verify-sentences-all = Kila sentensi iliyo kwenye kifurushi kuhusu hili ipo kwenye ukurasa.
verify-sentences-lack = Sentensi za kifurushi zilizoachwa na ukurasa: { $n }
verify-sentences-cut = Ukurasa unasema umeacha sentensi; ni zipi haikukaguliwa.
verify-counts = Maandishi yaliyothibitishwa: { $proven }; yaliyokokotolewa: { $computed }; maneno ya ukurasa wenyewe: { $own }
verify-state-proven = imethibitishwa: hiki ndicho kilichotiwa sahihi
verify-state-computed = imekokotolewa na mtengenezaji wa ukurasa, haijathibitishwa
verify-state-own = maneno ya ukurasa wenyewe
verify-state-differs = ni tofauti na kilichotiwa sahihi
verify-state-unproven = haijathibitishwa
verify-state-misplaced = imetiwa sahihi, lakini si mahali pake
verify-state-unmarked = andishi lisilo na uthibitisho
verify-state-forbidden = kitu kinachoficha au kuongeza maandishi
verify-signed = Kilichotiwa sahihi: { $text }
verify-more = na mengine: { $n }
verify-words-unknown = Maneno ya ukurasa huu si yale ambayo hati hii inayajua, hivyo hayategemewi.
verify-limits = Hiki hakionyeshi: kama yaliyosemwa ndivyo yalivyo; wala mahali, upana, rangi na mpangilio, ambavyo ni vya ukurasa.

## The page that a report is. Its own words hold no digits and no quotation marks: what has them is proven or computed.

page-skip = Nenda kwenye ripoti
page-kicker = Kilichosemwa, na nani, na kilivyobadilika
page-lede = Kumbukumbu ya kauli: nani alisema nini, kwa maneno gani, na uthibitisho wa kumbukumbu. Haitoi hukumu.
page-unverified = Bado haijathibitishwa. Hati zikiruhusiwa, ukurasa huu huthibitisha wenyewe sahihi na nukuu zake, bila mtandao. Zisiporuhusiwa, kagua kifurushi chake kwa bayan check-proof.
page-held = Daftari lilikuwa na
page-entries = maingizo: { $n }
page-said-by = Kilichosemwa kufikia
page-all-said = yote yaliyorekodiwa
page-checkpoint = Kituo cha ukaguzi
page-size = ukubwa
page-earlier = Ripoti inaonyesha wakati wa kabla ya ule uliotiwa sahihi na kituo cha ukaguzi.
page-witnesses = Mashahidi
page-no-witness = hakuna: haionyeshwi kama wengine wanaona kumbukumbu ileile
page-no-verdict = Kila mstari unasema nani anasema nini. Si hukumu.
page-of-harm = Madhara: kama yalitokea, kwa maneno ya nani
page-of-other = Mambo mengine
page-facet = jambo
page-stands = hali
page-more = na { $n } zaidi
page-one-of = mmoja wa
page-as-table = Hayohayo kama jedwali
page-how-sure = uhakika
page-artifact = maandishi yaliyonaswa
page-attests = sahihi inathibitisha
page-bytes = baiti
page-value = inachosema
page-stands-no-more = haishikiliwi tena
page-evidence = Ushahidi
page-evidence-note = Kila kauli ya ukurasa huu na sentensi yake halisi. Fungua moja uione ndani ya maandishi yaliyonaswa, na nani alitia sahihi nini.
page-open-evidence = Ndani ya maandishi yake, na nani alitia sahihi
page-all-claims = Madai yote
page-corrections-note = Masahihisho ya kumbukumbu na walioirekodi. Hakuna aliyebadili msimamo kwayo.
page-no-correction = Hakuna lililorekodiwa.
page-gaps-note = Kuna kitu kilikuwa hapa na kimezuiliwa. Mnyororo ni mzima, na pengo linaonekana.
page-no-gap = Hakuna kilichozuiliwa.
page-glossary = Maneno yaliyotumika hapa
page-facets = Mambo
page-all-title = Matukio yote ya daftari
page-ladder = Bado inafika wapi
page-ladder-note = Soma kutoka juu hadi chini. Hatua pana huzungumzia yote yaliyosemwa mwanzo, nyembamba sehemu yake tu. Mpaka wa nukta unaonyesha upana mkubwa zaidi uliosemwa kabla. Upana unaonyesha kipi kimo ndani ya kipi, haupimi kiasi.
page-ladder-once = Ilisemwa mara moja, bila kubadilika
page-key-unsure = ilisemwa kwa mashaka
page-key-was = pana zaidi iliyosemwa kabla
page-about-denied = Wote wanaochukua upande wanasema haikutokea. Wanachokana hakizidi maneno yao.
page-about-affirmed = Kuna anayesema ilitokea, angalau kwa sehemu.
page-about-open = Hakuna anayechukua upande: hakuna ushahidi uliopatikana, haijulikani, haikusemwa, amekataa.
page-about-contested = Kauli zinazoshikiliwa haziwezi kuwa hivyo zote mbili.
page-about-origins = Marudio ya chanzo kimoja huhesabiwa mara moja, vivyo hivyo shirika pamoja na wasemaji wake.
page-about-stands = Msemaji hajasema kitu tangu hapo kinachochukua nafasi yake, wala hajaiondoa.
page-about-scope = Maneno yanafika wapi: mifumo, data, aina, taasisi, mahali. Bila chochote, yote yanamaanishwa.
page-shift-repeats = Hayohayo tena.
page-shift-rewords = Hayohayo kwa maneno mengine.
page-shift-elaborates = Zaidi ya hayohayo.
page-shift-quantifies = Idadi pale ambapo haikuwepo, au iliyo karibu zaidi.
page-shift-raises = Idadi kubwa zaidi.
page-shift-lowers = Idadi ndogo zaidi.
page-shift-narrows = Hilohilo kwa kidogo zaidi.
page-shift-widens = Hilohilo kwa zaidi.
page-shift-weakens = Ilisemwa kwa uhakika mdogo.
page-shift-strengthens = Ilisemwa kwa uhakika zaidi.
page-shift-concedes = Kilichokanwa kwa yote kinakubaliwa kwa sehemu.
page-shift-reverses = Kilichokanwa kinakubaliwa, au kinyume chake.
page-shift-retracts = Msemaji anaiondoa. Kinyume chake hakijasemwa kwa hilo.
page-shift-corrects = Msemaji anaisahihisha.
page-shift-shifts-scope = Kauli ya aina ileile kuhusu kitu kingine.
page-shift-shifts-subject = Kukana kunaachwa kwa jambo lingine.
page-shift-shifts-blame = Mwingine analaumiwa.
page-shift-dates = Wakati pale ambapo haukuwepo, au mwingine.
page-headline-note = Kichwa cha habari kinachosema zaidi ya kila sentensi iliyo chini yake. Maneno ya shaka na mipaka kilichoyaacha yamekatwa.
page-matrix-note = Kila kisanduku kina anachosema mtoa habari kuhusu jambo, kimegawanywa pale anaposema mambo kadhaa. Pande zote mbili ziko chini na sentensi zao.
page-lanes = Nani alisema lini
page-lanes-note = Mstari mmoja kwa msemaji, alama moja kwa kauli. Alama ya vistari haina tarehe inayojulikana na hufuata mpangilio wa kumbukumbu. Mstari mtupu ni ukimya ambao mtu aliuchunguza.
page-undated = tarehe haijulikani
page-silent = kimya
page-shape-says = husema ilivyo
page-shape-admits = hukiri, huomba radhi
page-shape-binds = huahidi, huamuru, huomba
page-shape-passes-on = hupitisha, huhitimisha
page-shape-takes-back = huondoa, husahihisha, hukataa
page-now = Ikilinganishwa na wakati
page-filings = imerekodiwa kuwa ilitolewa
page-quantities = Takwimu zinazotajwa
page-quantities-note = Mstari mmoja kwa kauli. Nukta ni idadi iliyotajwa, mstari ni kinachoruhusiwa, mshale ni mwisho ulioachwa wazi.
page-magnitudes = kwa kiwango cha ukubwa
page-sets = Kilichotajwa, na nani
page-sets-note = Nukta iliyojaa imetajwa, tupu haijatajwa, na hilo si kukana. Mstari wa mwisho unasema kama kunaweza kuwa na vingine.
page-member = kilichotajwa
page-others = vingine
page-named = imetajwa hapa
page-not-named = haijatajwa
page-left-out = imeachwa nje
page-ways = Maneno yalifika kwa njia gani
page-ways-note = Kutoka sentensi iliyochapishwa hadi mwenye maneno, hatua kwa hatua. Hatua ya vistari ni tafsiri ya mashine au hati ambayo hakuna aliyeionyesha. Mstari mnene una vyanzo huru zaidi.
page-printed = kama ilivyochapishwa
page-times = Kusemwa na kurekodiwa
page-times-note = Kwa upana, iliposemwa; kwenda juu, iliporekodiwa hapa. Mstari ni mrefu kadiri wakati usivyo na uhakika.
page-chain = Kumbukumbu kama mnyororo
page-chain-note = Kila ingizo la tukio kwa mpangilio wa kumbukumbu. Ushanga uliokatwa umezuiliwa lakini uko mahali pake. Wa mwisho unatia sahihi yote.
page-card = Ilivyobadilika
