### The words of Bayan in Hindi. Every file has the same keys with the same variables.

## What a statement does.

kind-policy = नीति
kind-key = कुंजी
kind-party = पक्ष
kind-incident = घटना
kind-thing = वस्तु
kind-capture = कैप्चर
kind-utterance = कथन
kind-silence = मौन
kind-link = संबंध
kind-opinion = मत
kind-question = प्रश्न
kind-amend = अभिलेख में सुधार
kind-redaction = अप्रकाशन

## Speech acts: labels, which need not agree with the speaker in gender or number.

act-asserts = कथन
act-confirms = पुष्टि
act-denies = खंडन
act-admits = स्वीकारोक्ति
act-alleges = आरोप
act-claims = दावा
act-reports = सूचना
act-explains = स्पष्टीकरण
act-infers = निष्कर्ष
act-forecasts = पूर्वानुमान
act-promises = वादा
act-orders = आदेश
act-requests = अनुरोध
act-urges = आग्रह
act-announces = घोषणा
act-reassures = आश्वासन
act-apologises = क्षमायाचना
act-opines = मत व्यक्त करना
act-disclaims = अस्वीकरण
act-recalls = पहले कही बात दोहराना
act-cites = हवाला
act-hearsay = सुनी-सुनाई बात
act-declines = कहने से इनकार
act-observes-silence = मौन का उल्लेख
act-states-unclear = स्पष्ट न होने की बात
act-frames = प्रस्तुति
act-retracts = कथन वापस लेना
act-corrects = सुधार

## The nine answers. None may read like another.

answer-yes = हाँ
answer-no = नहीं
answer-partly = आंशिक रूप से
answer-attempted = प्रयास हुआ
answer-unknown-to-source = स्रोत को पता नहीं
answer-no-evidence-found = कोई साक्ष्य नहीं मिला
answer-not-said = नहीं बताया गया
answer-declined = उत्तर देने से इनकार
answer-withheld = ज्ञात, पर साझा नहीं किया गया

## What a source says its claim rests on.

basis-witnessed = स्रोत ने स्वयं देखा
basis-document = दस्तावेज़
basis-experts = विशेषज्ञ
basis-preliminary = प्रारंभिक निष्कर्ष
basis-inferred = स्रोत का निष्कर्ष
basis-hearsay = सुनी-सुनाई बात
basis-none-found = खोजा, कुछ नहीं मिला
basis-none-given = कोई आधार नहीं बताया

## How sure a source says it is.

certainty-certain = निश्चित
certainty-probable = संभाव्य
certainty-possible = संभव
certainty-unstated = नहीं बताया गया

## How words reached their first listener.

channel-radio = रेडियो
channel-tv = टेलीविज़न
channel-press-conference = संवाददाता सम्मेलन
channel-written-statement = लिखित बयान
channel-statement = बयान
channel-interview = साक्षात्कार
channel-agency-quote = समाचार एजेंसी को दिया बयान
channel-notice = सूचना
channel-letter-unseen = पत्र, देखा नहीं गया
channel-order = आदेश
channel-social-post = सोशल मीडिया पोस्ट
channel-forum-listing = फ़ोरम या बाज़ार पर सूचीबद्ध
channel-regulator-filing = नियामक को दी गई सूचना
channel-website-notice = वेबसाइट पर सूचना
channel-press-article = समाचार लेख
channel-headline = शीर्षक
channel-caption = चित्र परिचय
channel-disclaimer = अस्वीकरण
channel-rumour = अफ़वाह
channel-unspecified = निर्दिष्ट नहीं

## Whether a set names all its members.

closure-open = और भी हो सकते हैं
closure-closed = केवल यही, और नहीं
closure-all-except = इन्हें छोड़कर सभी

## What is wrong with captured bytes.

defect-duplicate = एक से अधिक बार छपा
defect-stray = यहाँ का नहीं है
defect-garbled = इस रूप में अपठनीय
defect-truncated = अधूरा
defect-furniture = पृष्ठ के सजावटी अंश

## Families of facets.

family-incident = घटना
family-attribution = किसने किया
family-target = लक्ष्य
family-confidentiality = गोपनीयता
family-integrity = अखंडता
family-availability = उपलब्धता
family-data = डेटा
family-evidence = साक्ष्य
family-response = कार्रवाई
family-commitment = प्रतिबद्धता
family-responsibility = ज़िम्मेदारी
family-market = बाज़ार
family-relation = संबंध
family-reaction = प्रतिक्रिया
family-context = संदर्भ
family-telling = कहे जाने का ब्योरा

## How words passed from one mouth to the next.

hop-publishes = प्रकाशन
hop-own-voice = अपनी ओर से
hop-quotes = शब्दशः उद्धरण
hop-paraphrases = अपने शब्दों में
hop-cites-document = दस्तावेज़ का हवाला
hop-relays-for = की ओर से बोलना
hop-hearsay-about = के बारे में सुनी-सुनाई
hop-republishes = पुनर्प्रकाशन
hop-recalls-earlier = पहले कही बात का उल्लेख
hop-informed-by = से जानकारी मिली
hop-translates = अनुवाद
hop-observes-silence = मौन का उल्लेख
hop-unattributed = कोई स्रोत नहीं बताया

## Who or what made a translation, transcript or rendition.

maker-human = व्यक्ति
maker-machine = मशीन
maker-unsaid = नहीं बताया गया

## Words of doubt, bound and scope.

marker-preliminary = प्रारंभिक
marker-as-of-now = अब तक
marker-apparent = प्रत्यक्षतः
marker-only = केवल
marker-no-evidence-of = का कोई साक्ष्य नहीं
marker-form-limited = केवल इस रूप में
marker-upper-bound = अधिकतम
marker-lower-bound = कम से कम
marker-approx = लगभग
marker-alleged = कथित
marker-conditional = सशर्त कथन
marker-seems = ऐसा लगता है
marker-unclear-relation = संबंध स्पष्ट नहीं
marker-vague-duration = अवधि अस्पष्ट
marker-open-set = आदि
marker-exception = को छोड़कर
marker-among = कई में से एक
marker-per-source = स्रोत के अनुसार
marker-attempt = प्रयास
marker-mt-suspect = संभवतः मशीनी अनुवाद की त्रुटि
marker-other = अन्य

## How a time lies to its anchor.

order-before = से पहले
order-after = के बाद
order-during = के दौरान
order-around = के आसपास
order-until = तक
order-since = से

## What kind of party.

party-person = व्यक्ति
party-organisation = संगठन
party-unit = इकाई
party-office = पद
party-collective = लोगों का समूह
party-account = खाता
party-anonymous = अनाम
party-document = दस्तावेज़
party-publisher = प्रकाशक
party-machine = मशीन

## Which way a source holds a claim.

polarity-affirm = ऐसा है
polarity-deny = ऐसा नहीं है
polarity-neutral = दोनों में से कोई नहीं

## What an amount of money is for.

price-per-sale = प्रति बिक्री
price-in-all = कुल मिलाकर
price-unsaid = नहीं बताया गया

## Why something is no longer served.

redaction-personal-data = व्यक्तिगत डेटा शामिल है
redaction-data-subject-request = संबंधित व्यक्ति का अनुरोध
redaction-court-order = न्यायालय का आदेश
redaction-legal-claim = कानून से निषिद्ध
redaction-safety = किसी के लिए ख़तरा
redaction-leaked-content = लीक हुई सामग्री शामिल है
redaction-copyright = कॉपीराइट
redaction-recorded-in-error = भूल से दर्ज

## Why a recorder corrects an own record.

amend-transcription = शब्द ग़लत उतारे गए
amend-offset = पाठ में ग़लत स्थान
amend-translation = अनुवाद जोड़ा या सुधारा गया
amend-reattribution = दूसरे पक्ष के नाम किया गया
amend-merge = दो अभिलेख एक हुए
amend-split = एक अभिलेख दो हुआ
amend-inference-withdrawn = अभिलेखक का अनुमान वापस
amend-withdrawal = अभिलेख वापस लिया गया

## How two claims, or two incidents, stand to each other.

relation-contradicts = विरोधाभास
relation-in-tension = मेल नहीं खाता
relation-number-conflict = संख्याओं में विरोध
relation-set-conflict = सूचियों में विरोध
relation-corroborates = स्वतंत्र समर्थन
relation-repeats-origin = उसी मूल स्रोत की पुनरावृत्ति
relation-explains = कारण बताता है
relation-rival-cause = उसी का दूसरा कारण
relation-caused-by = के कारण हुआ
relation-answers = उत्तर देता है
relation-evades = उत्तर दिए बिना चर्चा
relation-fulfils = पूरा करता है
relation-breaks = तोड़ता है
relation-translation-of = का अनुवाद
relation-same-event = वही घटना
relation-part-of-event = घटना का भाग
relation-related-unclear = संभवतः संबंधित, स्पष्ट नहीं

## What was made of an artifact.

rendition-plain-text = सादा पाठ
rendition-transcript = प्रतिलेख
rendition-translation = अनुवाद
rendition-excerpt = अंश
rendition-image = चित्र

## Why a key is revoked.

revoke-superseded = दूसरी कुंजी ने स्थान लिया
revoke-left-office = धारक ने पद छोड़ा
revoke-lost = खो गई
revoke-compromised = असुरक्षित हो गई
revoke-granted-in-error = भूल से दी गई

## What kind of thing.

thing-system = प्रणाली
thing-service = सेवा
thing-data-kind = डेटा का प्रकार
thing-place = स्थान
thing-form = रूप या तरीका
thing-facet = पहलू

## What a text leaves open about an extent.

unsure-members = क्या यही सब हैं
unsure-exception = क्या अपवाद गिना गया
unsure-limit = क्या कथन सीमित है भी

## What a key may be used for.

usage-record = दूसरों के कथन दर्ज करना
usage-speak = अपनी ओर से बोलना
usage-operate = बही का संचालन

## Who may append.

appending-granted-keys = हर स्वीकृत कुंजी
appending-operator-only = केवल संचालक

## Types of values.

type-answer = हाँ-नहीं उत्तर
type-quantity = संख्या
type-bytes = डेटा की मात्रा
type-money = धनराशि
type-set = समूह
type-time = समय
type-duration = अवधि
type-rate = आवृत्ति
type-ref = संदर्भ कड़ी
type-text = पाठ

## What a signer says of a statement.

opinion-endorse = सहमति
opinion-dispute = असहमति
opinion-repudiate = अस्वीकार

## Days of the week.

weekday-monday = सोमवार
weekday-tuesday = मंगलवार
weekday-wednesday = बुधवार
weekday-thursday = गुरुवार
weekday-friday = शुक्रवार
weekday-saturday = शनिवार
weekday-sunday = रविवार

## Which part of a publication.

zone-headline = शीर्षक
zone-subheading = उपशीर्षक
zone-lead = आमुख
zone-body = मुख्य पाठ
zone-quotation = उद्धरण
zone-caption = चित्र परिचय
zone-disclaimer = अस्वीकरण
zone-furniture = पृष्ठ के सजावटी अंश

## Units of time, and of data.

unit-seconds = सेकंड
unit-minutes = मिनट
unit-hours = घंटे
unit-days = दिन
unit-weeks = सप्ताह
unit-months = महीने
unit-years = वर्ष
data-byte = बाइट
data-kilo = किलोबाइट
data-mega = मेगाबाइट
data-giga = गीगाबाइट
data-tera = टेराबाइट
data-peta = पेटाबाइट
data-base-decimal = 1000 की घातों में
data-base-binary = 1024 की घातों में
data-base-unsaid = आधार नहीं बताया गया

## Topics: named sets of facets.

topic-data-compromise = डेटा की सुरक्षा में सेंध
topic-intrusion = घुसपैठ
topic-outage = सेवा में बाधा
topic-integrity = डेटा की अखंडता
topic-extent = विस्तार
topic-timing = समय-क्रम
topic-attribution = किसने किया
topic-target = लक्ष्य
topic-evidence = साक्ष्य
topic-response = कार्रवाई
topic-notification = सूचना देना
topic-promises = वादे
topic-blame = दोषारोपण
topic-market = बाज़ार
topic-relations = अन्य घटनाओं से संबंध
topic-reaction = प्रतिक्रियाएँ
topic-context = संदर्भ
topic-telling = कहे जाने का ब्योरा

## Built-in facets: short labels. What each is about stands in English in facets.toml.

facet-incident-occurrence = क्या घटना हुई
facet-incident-attempt = प्रयास
facet-incident-success = प्रयास की सफलता
facet-incident-intrusion = घुसपैठ
facet-incident-method = तरीका
facet-incident-count = हमलों की संख्या
facet-incident-time = घटना का समय
facet-incident-time-noticed = पता चलने का समय
facet-incident-time-ended = समाप्ति का समय
facet-incident-ongoing = अभी जारी
facet-attribution-actor = किसने किया
facet-attribution-claimed-by = ज़िम्मेदारी लेने वाला
facet-attribution-motive = मंशा
facet-attribution-origin = कहाँ से आया
facet-target-system = लक्षित प्रणालियाँ
facet-target-organisation = लक्षित संगठन
facet-target-sector = लक्षित क्षेत्र
facet-target-alias = लक्ष्य का दूसरा नाम
facet-target-property = लक्ष्य का स्वरूप
facet-target-online = लक्ष्य इंटरनेट से सुलभ
facet-target-data-held = रखा गया डेटा
facet-target-services-offered = दी जाने वाली सेवाएँ
facet-target-connections = जुड़ी संस्थाएँ
facet-target-records-held = रखे गए रिकॉर्ड
facet-confidentiality-access = डेटा तक पहुँच
facet-confidentiality-leak = डेटा लीक
facet-confidentiality-loss = डेटा दूसरों के हाथ जाना
facet-confidentiality-privacy = निजता पर असर
facet-confidentiality-types = प्रभावित डेटा के प्रकार
facet-confidentiality-records = प्रभावित रिकॉर्ड
facet-confidentiality-subjects = प्रभावित लोग
facet-confidentiality-bytes = प्रभावित डेटा की मात्रा
facet-integrity-alteration = डेटा में फेरबदल
facet-integrity-destruction = डेटा का नष्ट होना
facet-integrity-encryption = हमलावर द्वारा एन्क्रिप्शन
facet-availability-outage = सेवा में बाधा
facet-availability-services = प्रभावित सेवाएँ
facet-availability-degree = बाधा की गंभीरता
facet-availability-extent = प्रभावित संस्थाएँ या स्थान
facet-availability-users = प्रभावित उपयोगकर्ता
facet-availability-exempt = अप्रभावित
facet-availability-duration = कितनी देर रही
facet-availability-expected = अनुमानित अवधि
facet-availability-restored = सेवा बहाल
facet-availability-restored-at = सेवा बहाली का समय
facet-availability-cause = बाधा का कारण
facet-data-safety = डेटा की सुरक्षा
facet-data-backup = बैकअप
facet-data-backup-rate = बैकअप की आवृत्ति
facet-data-recovered = डेटा वापस मिला
facet-evidence-state = सेंध का साक्ष्य
facet-evidence-basis = कथन का आधार
facet-evidence-sample = दिखाए गए नमूने
facet-evidence-authentic = प्रसारित सामग्री की प्रामाणिकता
facet-response-containment = रोकथाम
facet-response-contained-at = रोके जाने का समय
facet-response-notification = किसे सूचित किया गया
facet-response-notified-at = सूचित करने का समय
facet-response-classified-at = गंभीर माने जाने का समय
facet-response-materiality-determined-at = महत्वपूर्ण ठहराए जाने का समय
facet-response-ransom-paid-at = फिरौती चुकाने का समय
facet-response-investigation = जाँच
facet-response-investigators = जाँचकर्ता
facet-response-restoration = बहाली
facet-response-hardening = सुदृढ़ीकरण
facet-response-suspension = निलंबन
facet-response-directive = दूसरों को निर्देश
facet-response-workaround = वैकल्पिक उपाय
facet-response-apology = क्षमायाचना
facet-response-compensation = मुआवज़ा
facet-commitment-investigate = जाँच का वादा
facet-commitment-restore = बहाली का वादा
facet-commitment-mitigation = जोखिम घटाने का वादा
facet-commitment-notify = सूचित करने का वादा
facet-commitment-disclose = प्रकाशित करने का वादा
facet-commitment-compensate = भरपाई का वादा
facet-commitment-policy = भावी व्यवस्था का वादा
facet-responsibility-blame = किसे दोष दिया गया
facet-responsibility-violation = किसने नियम या समझौता तोड़ा
facet-responsibility-liability = जवाबदेह कौन
facet-responsibility-reason = दोष का आधार
facet-market-offer = बिक्री के लिए पेश
facet-market-sale = बिका
facet-market-place = बिक्री का स्थान
facet-market-buyers = खरीदारों की संख्या
facet-market-price = कीमत
facet-market-payment = भुगतान के साधन
facet-market-ransom = फिरौती
facet-relation-caused-by = के कारण हुआ
facet-relation-explains = जिससे स्पष्ट होता है
facet-relation-related = संभवतः संबंधित
facet-relation-same-incident = वही घटना
facet-reaction-response = दूसरों की प्रतिक्रिया
facet-reaction-concern = जनता की चिंता
facet-reaction-duration = प्रतिक्रिया की अवधि
facet-reaction-statement = प्रतिक्रिया का कथन
facet-context-legal = क़ानून और समझौते
facet-context-background = पृष्ठभूमि
facet-context-opinion = राय
facet-telling-time = कब बताया गया
facet-telling-place = कहाँ बताया गया
facet-telling-channel = किस माध्यम से बताया गया
facet-telling-first-known = सबसे पहले किसने जाना या बताया
facet-telling-prompted-by = किस बात पर कहा गया
facet-telling-translation = शब्दों का अनुवाद

## What a claim says of harm.

harm-affirmed = हानि होने की बात कही
harm-denied = हानि का खंडन
harm-open = हानि पर कुछ तय नहीं

## The status of a facet.

status-unstated = अनुल्लिखित
status-affirmed = होने की बात कही गई
status-denied = खंडन किया गया
status-contested = विवादित
status-open = अनिर्णीत

## How a position moved.

shift-first = पहला रुख़
shift-repeats = दोहराव
shift-rewords = शब्द बदलना
shift-elaborates = विस्तार से बताना
shift-quantifies = संख्या देना
shift-raises = संख्या बढ़ाना
shift-lowers = संख्या घटाना
shift-narrows = दायरा घटाना
shift-widens = दायरा बढ़ाना
shift-weakens = कथन कमज़ोर करना
shift-strengthens = कथन मज़बूत करना
shift-concedes = मान लेना
shift-reverses = रुख़ उलटना
shift-retracts = कथन वापस लेना
shift-corrects = सुधार
shift-shifts-scope = दायरा बदलना
shift-shifts-subject = विषय बदलना
shift-shifts-blame = दोष किसी और पर डालना
shift-dates = तिथि बताना

## How sources conflict.

conflict-contradicts = विरोधाभास
conflict-in-tension = बेमेल
conflict-number-conflict = संख्याओं में विरोध
conflict-set-conflict = सूचियों में विरोध
conflict-time-conflict = समय में विरोध
conflict-rival-cause = अलग-अलग कारण

## Where a relation comes from, and whether an order is known.

ground-computed = गणना से
ground-recorded = दर्ज
ground-inferred = अनुमानित
sequence-known = क्रम ज्ञात
sequence-unknown = क्रम तय नहीं हो सकता

## Headings.

head-ask = क्या कहा गया
head-history = रुख़ कैसे बदला
head-retold = तब से दर्ज बातों से अलग पढ़ा गया; किसी का रुख़ नहीं बदला
head-diff = क्या बदला
head-blame = हर मान कहाँ से आया
head-conflicts = स्रोतों में कहाँ मतभेद है
head-responsibility = किसे कौन दोष देता है
head-silent = किसने कुछ नहीं कहा
head-promises = वादे
head-questions = प्रश्न
head-clocks = क़ानूनी समय-सीमाएँ
head-headline-check = शीर्षक और मुख्य पाठ की तुलना
head-gaps = अप्रकाशित
head-corrections = अभिलेखक के सुधार
head-origins = स्वतंत्र मूल स्रोत
head-sources = स्रोत

## Labels of fields: the four roles, the five times, and the rest.

label-speaker = वक्ता
label-publisher = प्रकाशक
label-recorder = अभिलेखक
label-signer = हस्ताक्षरकर्ता
label-event = घटित
label-said = कहा गया
label-published = प्रकाशित
label-captured = कैप्चर किया गया
label-recorded = दर्ज
label-entry = प्रविष्टि
label-proof = प्रमाण
label-scope = दायरा
label-as-of = इस समय तक
label-until = तक
further-notice = अगली सूचना तक
label-due = नियत तिथि

## States of promises, orders and questions.

state-open = लंबित
state-closed = समाप्त
state-answered = उत्तर मिला
state-kept = पूरा हुआ
state-broken = तोड़ा गया
state-overdue = समय-सीमा पार
state-no-date = कोई तिथि नहीं
state-unknown-date = तिथि अज्ञात

## Who and what is meant.

nobody = किसी का नाम नहीं
one-of = इनमें से एक: { $list }
position-of = { $party } का रुख़
as-far-as = जहाँ तक { $party } ने देखा
whole = संपूर्ण
all-except = { $list } को छोड़कर सब
now = अभी
before = पहले
list-separator = { ", " }

## Bounds of a number. The number comes ready for reading.

amount-at-least = कम से कम { $number }
amount-at-most = अधिकतम { $number }
amount-above = { $number } से अधिक
amount-below = { $number } से कम
amount-about = लगभग { $number }
amount-between = { $low } और { $high } के बीच
amount-several = कई
amount-unstated = संख्या नहीं बताई गई

## Notes beside a claim.

not-said = नहीं बताया गया
machine-translation = मशीनी अनुवाद
document-not-seen = दस्तावेज़ देखा नहीं गया
withheld-by-entry = प्रविष्टि { $entry } द्वारा अप्रकाशित
gap-amend = क्या सुधारा या वापस लिया गया, वह भी अप्रकाशित है; { $party } के पहले के अभिलेख उसमें हो सकते हैं (यहाँ मान्य: { $count })
possible-time = संभव (इसका समय निश्चित नहीं)
role-perhaps = शायद { $party } की ओर से: उस समय की भूमिका निश्चित नहीं
role-uncertain = शायद उसकी ओर से नहीं: उस समय की भूमिका निश्चित नहीं
artifact-withheld = { $artifact } के शब्द अप्रकाशित हैं

## Dates with holes. What stands in parentheses is not in the date.

date-range = { $from } – { $to }
date-open-start = (आरंभ खुला)
date-open-end = (अंत खुला)
date-unknown-start = (आरंभ अज्ञात)
date-unknown-end = (अंत अज्ञात)
date-uncertain = { $date } (अनिश्चित)
date-approximate = { $date } (लगभग)
date-uncertain-approximate = { $date } (अनिश्चित और लगभग)
date-day-unknown = { $date } (दिन अज्ञात)
date-month-unknown = { $date } (महीना अज्ञात)
date-month-day-unknown = { $date } (महीना और दिन अज्ञात)
date-some-year = { $from } और { $to } के बीच का वर्ष
date-in-some-year = { $date }, { $year }
date-utc = { $time } UTC
date-offset = { $time } UTC{ $offset }

## Lengths of time.

span-seconds = { $n } सेकंड
span-minutes = { $n } मिनट
span-hours =
    { $n ->
        [one] { $n } घंटा
       *[other] { $n } घंटे
    }
span-days = { $n } दिन
span-weeks = { $n } सप्ताह
span-months =
    { $n ->
        [one] { $n } महीना
       *[other] { $n } महीने
    }
span-years = { $n } वर्ष
span-two = { $large } { $small }

## Answers about an incident.

entry-number = प्रविष्टि { $entry }
held-entries = बही में { $entries } प्रविष्टियाँ थीं
said-by-time = { $time } तक कहा गया
carried-by = { $party } ने छापा
attests-read = “मैंने ये शब्द ऐसे पढ़े”; कहे किसी और ने
attests-said = “यह मैंने ख़ुद कहा”
attests-behalf = “मैं यह { $office } की ओर से कहता/कहती हूँ”
how-sure-not-stated = कितना पक्का, यह नहीं कहा
rests-on = आधार: { $basis }
stance-of-hop = कड़ी { $hop } का रुख़
verb-of-hop = कड़ी { $hop } की
scope-system = प्रणाली
scope-data = डेटा
scope-form = रूप
scope-organisation = संगठन
scope-place = जगह
scope-via = के रास्ते
as-of-these-words = इन शब्दों के समय तक
as-of-time = { $time } तक
some-except = { $list }, { $out } को छोड़कर
left-open = खुला छोड़ा: { $what }
anchor-this-utterance = यह कथन
anchor-this-publication = यह प्रकाशन
anchor-this-capture = यह प्रति
inferred-from = निष्कर्ष: { $grounds }
inferred-by = { $party } का निष्कर्ष: { $grounds }
per-item = प्रति { $item }
converted = बदला हुआ: { $amount }
converted-by = { $party } द्वारा बदला: { $amount }
set-none = कोई नहीं
set-some = कुछ, नाम नहीं
part-of = { $whole } में से { $part }
rate-every = हर { $span } में { $amount }
origins = { $n } स्वतंत्र स्रोत
count-conflicts = { $n } टकराव
count-silences = { $n } चुप्पी
count-gaps = { $n } रोका हुआ बयान
count-taken-back = { $n } दावे वापस लिए गए
count-corrections = { $n } दर्ज करने वाले के सुधार
count-possible = { $n } दावे शायद बाद में कहे गए
head-statuses = पहलुओं की स्थिति
head-positions = किसका क्या रुख़ है
head-taken-back = वापस लिया गया
head-elsewhere = इसके बाद किसी और पहलू पर कही गई बात
head-possible = शायद बाद में कहा गया
head-new-conflicts = नए टकराव
head-gone-conflicts = जो टकराव अब नहीं रहे
head-other-records = नए संबंध, चुप्पियाँ, सवाल और मत
head-moved-last = सबसे हाल के बदलाव
label-claim = दावा
label-act = क्रिया
label-markers = संकेत
label-via = ज़रिया
label-moved = बदला
label-from-widest = सबसे व्यापक से
label-words = शब्द
label-titles = शीर्षक
label-note = टिप्पणी
note-of-signer = हस्ताक्षर करने वाले की:
label-declared = घोषित
label-amended = सुधारा गया
in-entry-by = प्रविष्टि { $entry } में, { $party } द्वारा
label-by-recorder = दर्जकर्ता से
label-from = से
label-to = तक
no-words = शब्द नहीं: दर्ज करने वाले का निष्कर्ष
nobody-said = इस पर कुछ दर्ज नहीं है।
nobody-surely-said = इस पर ऐसा कुछ दर्ज नहीं जो निश्चित रूप से तब तक कहा जा चुका था।
none-stands = इस पर जो दर्ज था, उसमें से अब कुछ क़ायम नहीं; `bayan history` दिखाता है कि उसका क्या हुआ।
nothing-changed = कुछ नहीं बदला।
not-stated = नहीं बताया
stands-now = अब भी क़ायम
stands-no-more = इसके बाद दूसरा आया
overruled-by = इसके बाद { $party } ने अपने शब्दों में कुछ और कहा
followed-by-voices = इसके बाद उसी की ओर से दूसरे ने कहा: { $list }
headline-only = केवल शीर्षक में
headline-origins = { $n } केवल शीर्षक में
values-differ = सब एक ही बात नहीं बताते
holds-nothing = वापस लेता है, और अपनी ओर से कुछ नहीं कहता
takes-of-another = { $claim } को वापस लिया बताता है: दूसरे स्रोत के शब्द, जो बने रहते हैं
against = के सामने
conflicts-cut = सूची से ज़्यादा टकराव हैं।
one-source = एक ही स्रोत, { $party }, के भीतर: यह स्रोतों के बीच टकराव नहीं है
one-source-unordered = एक ही स्रोत, { $party }, के भीतर, जिसके कथनों का क्रम ज्ञात नहीं: यह स्रोतों के बीच टकराव नहीं है
on-both-sides = दोनों ओर: { $party }; उसके अपने कथनों के बीच यह स्रोतों का टकराव नहीं है
grounds-time = (क्रम समय से ज्ञात)
grounds-anchor = (क्रम: एक दूसरे के सहारे बताया गया)
grounds-text = (क्रम एक ही पाठ में जगह से)
rule-target = पहले दावे का नाम लेता है
rule-side = पक्ष से
rule-sides = पक्ष से
rule-scope = दायरे से
rule-limit = सीमा से
rule-certainty = पक्केपन से
rule-bounds = संख्या की सीमाओं से
rule-members = सदस्यों से
rule-time = समय से
rule-times = समय से
rule-telling = एक ही कथन के दो विवरण
rule-reference = संदर्भ से
rule-references = संदर्भ से
rule-subject = विषय से
rule-wording = शब्दों से
body-missing = प्रविष्टि { $entry } का मूल पाठ नहीं है
bytes-range = बाइट { $start }..{ $end }
with-key = कुंजी { $key } से
from-claim = { $claim } से
said-before-that = इससे पहले कहा गया
taken-back-by = { $claim } ने वापस लिया या सुधारा
not-after = { $time } के बाद नहीं
not-before = { $time } से पहले नहीं
entries-concern = { $n } संबंधित प्रविष्टियाँ
entries-older = और { $n } पुरानी
had-not-answered = { $party } ने जवाब नहीं दिया था
recorder-corrected = { $party } ने प्रविष्टि { $entry } में { $list } को सुधारा
recorder-withdrew = { $party } ने प्रविष्टि { $entry } में { $list } को वापस लिया
records-between = प्रविष्टि { $entry } में दोनों के बीच दर्ज है: { $relation } ({ $from } → { $to })

## Answers on conflicts, responsibility, silences, promises, questions, headlines and clocks.

state-contested = विवादित
state-withdrawn = वापस लिया या सुधारा गया
state-ended = समाप्त: जिस तक रहना था वह आ गया
timing-not-due = अभी नियत समय नहीं आया
timing-due = नियत समय आ गया
timing-overdue = नियत समय बीत गया
timing-cannot-tell = नियत समय आया या नहीं, कहा नहीं जा सकता
timing-late = देर से: नियत समय के बाद ही निभाया गया बताया गया
answered-no = खुला: कोई उत्तर दर्ज नहीं
answered-yes = उत्तर मिला
answered-cannot-tell = तब तक उत्तर मिला था या नहीं, कहा नहीं जा सकता
answered-disputed = उत्तर मिला, पर हर उत्तर पर आपत्ति है
stands-silent = तब से नहीं बोला, जहाँ तक अभिलेख दिखाता है
stands-cannot-tell = तब से बोला या नहीं, कहा नहीं जा सकता
stands-spoke = तब से बोला
bounded-told = जैसा बताया गया
bounded-publication = प्रकाशन के समय से
bounded-capture = कैप्चर के समय से
bounded-entry = दर्ज होने के समय से
heard-on-it = दोषारोपण पर बोला
heard-for-it = जिसका वह अंग है वह दोषारोपण पर बोला
heard-perhaps = शायद: { $heard }
heard-declined = इस पर बोलने से मना किया
heard-elsewhere = बोला, पर किसी और बात पर
heard-reported-silent = सुना नहीं गया: उसकी चुप्पी दर्ज है
heard-nothing-recorded = उसका कुछ दर्ज नहीं
gain-doubt-dropped = संदेह हटाया गया
gain-scope-widened = दायरा बढ़ाया गया
gain-degree-raised = दर्जा बढ़ाया गया
gain-degree-lowered = दर्जा घटाया गया
gain-opposed = उलटा कहता है
deadline-no-figure = अंकों में कोई समय-सीमा नहीं
deadline-met = समय-सीमा के भीतर किसी को बताया गया
deadline-after = समय-सीमा के बाद किसी को बताया गया
deadline-filed-untold = किसी को बताया गया; समय-सीमा से पहले या बाद, कहा नहीं जा सकता
deadline-told-to-unsaid = किसी को बताया गया; जिसके बारे में आप पूछते हैं उसे या नहीं, नहीं बताया
deadline-told-perhaps = उसने बताया जो शायद ही पक्ष की ओर से बोला: उस समय की भूमिका निश्चित नहीं
deadline-told-by-another = केवल किसी और पक्ष ने बताया; यह माँगा गया दाख़िला है या नहीं, नहीं बताया
deadline-running = कोई दाख़िला दर्ज नहीं, समय चल रहा है
deadline-passed = कोई दाख़िला दर्ज नहीं, समय-सीमा बीत गई
deadline-untold = कोई दाख़िला दर्ज नहीं; समय-सीमा बीती या नहीं, कहा नहीं जा सकता
start-awareness = जानकारी होने
start-noticing = पता चलने या बताए जाने
start-reasonable-belief = घटना होने का उचित विश्वास होने
start-failure = डेटा की सुरक्षा में चूक
start-classification = बड़ी घटना के रूप में वर्गीकरण
start-materiality-determination = महत्त्वपूर्ण ठहराए जाने
start-ransom-payment = फिरौती देने
later-cannot-tell = तब से या नहीं, कहा नहीं जा सकता
head-unheard = दूसरों ने दोष दिया, पर उनका अपना कुछ दर्ज नहीं
head-cleared = किसे कौन दोष से मुक्त बताता है
head-blame-open = जिनके बारे में यह खुला छोड़ा गया
no-conflict = क़ायम दावों में कोई टकराव नहीं।
no-headline = कोई दर्ज शीर्षक अपने पाठ से आगे नहीं जाता।
no-promise = कोई वादा, आदेश या अनुरोध दर्ज नहीं।
no-question = कोई प्रश्न दर्ज नहीं।
no-open-question = कोई प्रश्न खुला नहीं है।
no-silence = कोई चुप्पी दर्ज नहीं।
none-readable = जो पढ़ा जा सकता है उसमें कुछ नहीं मिला। जो अप्रकाशित है, उसमें कुछ हो सकता है।
nobody-blamed = अभिलेख में किसी को दोष नहीं दिया गया।
no-clock-starts = इनके तहत कोई दावा समय-गणना शुरू नहीं करता: { $list }
label-asked = पूछा
label-binds = किस पर लागू
label-blamed = किसे दोष
label-blamed-by = किसने
label-cleared = दोष से मुक्त
label-named = किसका नाम
label-followed-by = इसके बाद आया
label-caveat = सावधानी
label-deadline = समय-सीमा
label-filed-with = किसे
label-heard = सुनवाई
label-in-force = लागू
label-instrument = क़ानून
label-on = किस पर
label-publication = प्रकाशन
label-put-to = किससे
label-source = स्रोत
label-stage = चरण
label-started = शुरू
against-own-words = पाठ में उसी स्रोत के वाक्यों के सामने:
against-anybodys-words = पाठ के सभी वाक्यों के सामने, क्योंकि शीर्षक के स्रोत का वहाँ कोई नहीं:
beyond-each-otherwise = हर वाक्य से अलग ढंग से आगे
beyond-unsaid = मुख्य पाठ का कोई दर्ज वाक्य इस पर कुछ नहीं कहता
blame-alleged = आरोप के रूप में कहा गया
blame-headline = केवल शीर्षक में
blame-hearsay = सुनी-सुनाई
blame-own = वक्ता की अपनी ज़िम्मेदारी
blame-of-itself = वक्ता अपने बारे में कहता है
blamed-for = किस लिए
taken-back = इससे वापस लिया या सुधारा
silence-recorded-in = चुप्पी दर्ज: { $list }
recorded-of-withheld = { $list } में दर्ज: शब्द अप्रकाशित हैं
both-sides = दोनों पक्ष बताते हैं
only-one-side = केवल एक पक्ष बताता है
only-other-side = केवल दूसरा पक्ष बताता है
only-one-side-leaves-out = केवल एक पक्ष छोड़ता है
only-other-side-leaves-out = केवल दूसरा पक्ष छोड़ता है
both-sides-leave-out = दोनों पक्ष छोड़ते हैं
bounds-one-side = एक पक्ष की सीमाएँ
bounds-other-side = दूसरे पक्ष की सीमाएँ
side-one = एक पक्ष
side-other = दूसरा पक्ष
came-true = जिस तक रहना था
fell-due = जिसके बाद होना था
clocks-not-judged = दर्ज दावों और नियमों की तालिका से गिना गया। कोई नियम यहाँ किसी पर लागू है या नहीं, घटना उसकी सीमा तक पहुँचती है या नहीं, जिसे बताया गया उसी को बताना था या नहीं, और दाख़िला काफ़ी है या नहीं, इसका निर्णय नहीं किया जाता।
declined-since = कहने से मना किया
disputed-by = आपत्ति: { $list }
dropped-words = इनके बिना: { $list }
filing-on-record = दर्ज: { $time }
told-to = { $list } को बताया गया
to-whom-unsaid = किसे बताया गया, नहीं बताया
addressed-untold = शायद वही जिसके बारे में आप पूछते हैं
clocks-only-to = केवल वही गिना गया जो { $list } को, जिसका वह भाग है उसे, या उसके किसी भाग को बताया गया। जो दाख़िले नहीं बताते कि किसे बताया गया, या केवल शब्दों में बताते हैं, वे अंत में हैं और कुछ तय नहीं करते।
filer-other = किसी और पक्ष ने बताया
filer-perhaps = शायद उसी ने बताया: उस समय की भूमिका निश्चित नहीं
filer-untold = किसने किया, नहीं बताया
may-answer = शायद उत्तर दे (गणना)
now-by-clock = इस मशीन की घड़ी
on-anything = किसी भी बात पर
only-proposed = प्रस्तावित, लागू नहीं: समय-सीमाएँ दिखाती हैं कि क्या माँगा जाता
silent-on-claims = इनका उत्तर नहीं दिया
source-cited = उद्धृत, तालिका के लिए पढ़ा नहीं गया
source-read = तालिका के लिए पढ़ा गया
spoke-before = पहले इस पर बोला; खोजने वाले को नहीं मिला
spoke-since = तब से
started-by = इससे शुरू
starts-before-force = लागू होने से पहले शुरू
to-anybody = जो भी उत्तर दे सके
waits-for-claim = शुरू नहीं: इस पर कोई क़ायम दावा नहीं: { $list }
waits-for-filing = शुरू नहीं: पहले चरण के दाख़िले की प्रतीक्षा
within-from = { $span } के भीतर, { $start } से
within-union = { $span } (विनियम 1182/71 की गणना से)
within-words = { $span }, { $start } से
within-business-days = { $n } कार्य दिवस
label-told-by = किसके हवाले से
label-opinion = दर्ज मत
opinions-recorded = { $n } मत दर्ज
label-to-whom = किसे
with-others = { $party }, और जो इसकी ओर से बोलते हैं
change-new = नया
change-again = फिर क़ायम
change-corrected = अभिलेखक ने सुधारा
change-withdrawn = अभिलेखक ने अभिलेख वापस लिया
change-no-longer = इस स्रोत के लिए अब क़ायम नहीं
gave-way-to = इसकी जगह { $claim } आया
head-clocks-filed = जिन पर दाख़िला दर्ज है
head-clocks-unfiled = किसी दावे से शुरू, पर दाख़िला दर्ज नहीं
not-in-force-then = शुरू होने पर लागू नहीं, या केवल प्रस्तावित: { $list }
regimes-how = { $one } एक को पूरा दिखाता है, { $all } सभी को
regimes-left-out =
    { $n ->
        [one] { $n } व्यवस्था सूची में नहीं
       *[other] { $n } व्यवस्थाएँ सूची में नहीं
    }
duties-left-out =
    { $n ->
        [one] { $n } दायित्व की समय-सीमा अंकों में नहीं
       *[other] { $n } दायित्वों की समय-सीमा अंकों में नहीं
    }

## The verifier in the page.

verify-heading = यह पृष्ठ जाँचें
verify-busy = जाँच जारी: { $all } में से { $done } प्रविष्टियाँ
verify-good = इस पृष्ठ का जो भी पाठ हस्ताक्षरित बताया गया है, वही हस्ताक्षरित हुआ था।
verify-bad = इस पृष्ठ पर सब कुछ वह नहीं जो हस्ताक्षरित हुआ था। स्थान: { $n }
verify-broken = इस पृष्ठ के भीतर का बंडल जाँच में खरा नहीं उतरा, इसलिए यहाँ कुछ भी प्रमाणित नहीं: { $why }
verify-broken-at = प्रविष्टि { $entry }: { $why }
verify-strength-checkpoint = लॉग की दोनों कुंजियों ने इस वृक्ष पर हस्ताक्षर किए; दूसरों को कोई और वृक्ष दिखाया गया हो सकता है।
verify-strength-witnessed = लॉग की दोनों कुंजियों ने, और बही के अपने बताए साक्षियों में से { $n } ने, इस वृक्ष पर हस्ताक्षर किए।
verify-pin-own = आपकी दी हुई पिन से मिलाया गया।
verify-pin-inside = केवल इसी फ़ाइल के भीतर की पिन से मिलाया गया। वह पृष्ठ के साथ ही आई, इसलिए उससे नहीं दिखता कि पृष्ठ किसने बनाया।
verify-pin-none = किसी पिन से नहीं मिलाया गया: यह बही किसकी है, यह नहीं दिखता।
verify-pin-label = बही की पिन, जो आपको कहीं और से मिली
verify-pin-file = या उसकी फ़ाइल
verify-pin-use = इस पिन से मिलाएँ
verify-pin-unread = यह पिन नहीं है: उसमें origin, entry_0, receipts और log होते हैं।
verify-again = फिर जाँचें
verify-save = बंडल सहेजें
verify-save-why = जो पृष्ठ बदल सकता है, वह उसकी स्क्रिप्ट भी बदल सकता है। बंडल सहेजें और किसी दूसरे प्रोग्राम से जाँचें:
verify-only-proven = केवल प्रमाणित दिखाएँ
verify-everything = सब दिखाएँ
verify-entries = प्रविष्टियाँ जिनके हस्ताक्षर जाँचे गए: { $n }
verify-whole = बही की हर प्रविष्टि यहाँ है: न कुछ छूटा, न आगे कुछ है।
verify-part = इस विषय में प्रविष्टि { $n } तक कुछ नहीं छूटा; आगे और है या नहीं, यह नहीं दिखता।
verify-withheld = रोके गए कथन और सामग्री: { $n }
verify-unchecked = मिलाया नहीं जा सका, क्योंकि रोके गए या अनुपस्थित पर टिका है: { $n }
verify-sentences-all = इस विषय का बंडल में जो हर वाक्य है, वह पृष्ठ पर है।
verify-sentences-lack = बंडल के वाक्य जो पृष्ठ पर छोड़ दिए गए: { $n }
verify-sentences-cut = पृष्ठ बताता है कि उसने वाक्य छोड़े हैं; कौन-से, यह नहीं जाँचा गया।
verify-counts = प्रमाणित पाठ: { $proven }; गणित: { $computed }; पृष्ठ के अपने शब्द: { $own }
verify-state-proven = प्रमाणित: यही हस्ताक्षरित हुआ था
verify-state-computed = पृष्ठ बनाने वाले का गणित, प्रमाणित नहीं
verify-state-own = पृष्ठ के अपने शब्द
verify-state-differs = हस्ताक्षरित से भिन्न है
verify-state-unproven = प्रमाणित नहीं
verify-state-misplaced = हस्ताक्षरित, पर इस स्थान का नहीं
verify-state-unmarked = बिना प्रमाण का पाठ
verify-state-forbidden = कुछ जो पाठ छिपाता या जोड़ता है
verify-signed = जो हस्ताक्षरित हुआ: { $text }
verify-more = और: { $n }
verify-words-unknown = इस पृष्ठ के शब्द वे नहीं जिन्हें यह स्क्रिप्ट जानती है, इसलिए उन पर भरोसा नहीं किया गया।
verify-limits = इससे यह नहीं दिखता: कही गई बात वैसी है या नहीं; और स्थान, चौड़ाई, रंग व क्रम, जो पृष्ठ के अपने हैं।

## The page that a report is. Its own words hold no digits and no quotation marks: what has them is proven or computed.

page-skip = रिपोर्ट पर जाएँ
page-kicker = क्या कहा गया, किसने कहा, और वह कैसे बदला
page-lede = कथनों का अभिलेख: किसने क्या कहा, किन शब्दों में, और अभिलेख का प्रमाण। यह कोई फ़ैसला नहीं देता।
page-unverified = अभी जाँचा नहीं गया। स्क्रिप्ट की अनुमति हो तो यह पृष्ठ अपने हस्ताक्षर और उद्धरण स्वयं, बिना नेटवर्क के जाँचता है। नहीं तो इसके बंडल को bayan check-proof से जाँचें।
page-held = बही में था
page-entries = प्रविष्टियाँ: { $n }
page-said-by = तब तक कहा गया
page-all-said = जो कुछ दर्ज है
page-checkpoint = जाँच-बिंदु
page-size = आकार
page-earlier = रिपोर्ट उस क्षण से पहले का क्षण दिखाती है जिस पर जाँच-बिंदु के हस्ताक्षर हैं।
page-witnesses = साक्षी
page-no-witness = कोई नहीं: यह नहीं दिखता कि दूसरे भी यही लॉग देखते हैं
page-no-verdict = हर पंक्ति बताती है कि कौन क्या कहता है। यह कोई फ़ैसला नहीं है।
page-of-harm = क्षति: हुई या नहीं, किसके शब्दों में
page-of-other = अन्य विषय
page-facet = विषय
page-stands = स्थिति
page-more = और { $n } अन्य
page-one-of = इनमें से एक
page-as-table = यही तालिका के रूप में
page-how-sure = कितना निश्चित
page-artifact = सहेजा गया पाठ
page-attests = हस्ताक्षर यह प्रमाणित करता है
page-bytes = बाइट
page-value = क्या कहता है
page-stands-no-more = अब मान्य नहीं
page-evidence = साक्ष्य
page-evidence-note = इस पृष्ठ का हर कथन अपने ठीक वाक्य के साथ। खोलकर देखें कि वह सहेजे गए पाठ में कहाँ है और किसने किस पर हस्ताक्षर किए।
page-open-evidence = अपने पाठ में, और किसने हस्ताक्षर किए
page-all-claims = सभी दावे
page-corrections-note = अभिलेख के सुधार, उन्हीं के द्वारा जिन्होंने दर्ज किया। इनसे किसी का मत नहीं बदला।
page-no-correction = कोई दर्ज नहीं है।
page-gaps-note = यहाँ कुछ था जो रोक लिया गया है। शृंखला पूरी है और रिक्ति दिखती रहती है।
page-no-gap = कुछ भी रोका नहीं गया है।
page-glossary = यहाँ प्रयुक्त शब्द
page-facets = विषय-सूची
page-all-title = बही की सभी घटनाएँ
page-ladder = अब कहाँ तक पहुँचता है
page-ladder-note = ऊपर से नीचे पढ़ें। चौड़ी सीढ़ी उस सब की बात करती है जिसकी बात शुरू में हुई, सँकरी उसके एक हिस्से की। बाहरी रेखा पहले कही गई सबसे चौड़ी बात दिखाती है। चौड़ाई बताती है कि क्या किसके भीतर है, कोई मात्रा नहीं।
page-ladder-once = एक बार कहा गया, और नहीं बदला
page-key-unsure = संदेह के साथ कहा गया
page-key-was = पहले कही गई सबसे चौड़ी बात
page-about-denied = जो भी पक्ष लेते हैं, कहते हैं कि ऐसा नहीं हुआ। उनका इनकार उतना ही चौड़ा है जितने उनके शब्द।
page-about-affirmed = कोई कहता है कि ऐसा हुआ, कम से कम कुछ हिस्से में।
page-about-open = कोई पक्ष नहीं लेता: प्रमाण नहीं मिला, ज्ञात नहीं, कहा नहीं गया, उत्तर से इनकार।
page-about-contested = मौजूदा कथन एक साथ नहीं हो सकते।
page-about-origins = एक ही स्रोत के दोहराव एक बार गिने जाते हैं, और संगठन अपने प्रवक्ताओं के साथ एक।
page-about-stands = वक्ता ने तब से उसकी जगह लेने वाली कोई बात नहीं कही और उसे वापस नहीं लिया।
page-about-scope = शब्द कहाँ तक जाते हैं: कौन-सी प्रणालियाँ, डेटा, रूप, संस्थाएँ, स्थान। कुछ न हो तो पूरा अभिप्रेत है।
page-shift-repeats = वही फिर से।
page-shift-rewords = वही दूसरे शब्दों में।
page-shift-elaborates = उसी के बारे में और।
page-shift-quantifies = जहाँ संख्या नहीं थी वहाँ संख्या, या अधिक सटीक।
page-shift-raises = अधिक संख्या।
page-shift-lowers = कम संख्या।
page-shift-narrows = वही, पर कम के बारे में।
page-shift-widens = वही, पर अधिक के बारे में।
page-shift-weakens = कम निश्चितता से कहा गया।
page-shift-strengthens = अधिक निश्चितता से कहा गया।
page-shift-concedes = जिसका पूरे के लिए इनकार था, वह एक हिस्से के लिए माना गया।
page-shift-reverses = जिसका इनकार था उसे माना गया, या इसका उलटा।
page-shift-retracts = वक्ता उसे वापस लेता है। इससे उलटी बात नहीं कही गई।
page-shift-corrects = वक्ता उसे सुधारता है।
page-shift-shifts-scope = वैसा ही कथन किसी और चीज़ के बारे में।
page-shift-shifts-subject = इनकार छोड़कर दूसरे विषय पर।
page-shift-shifts-blame = किसी और को ज़िम्मेदार ठहराया गया।
page-shift-dates = जहाँ समय नहीं था वहाँ समय, या कोई और।
page-headline-note = शीर्षक अपने नीचे के हर वाक्य से आगे क्या कहता है। संदेह और सीमा के जो शब्द उसने छोड़े, वे कटे हुए हैं।
page-matrix-note = हर खाने में किसी स्रोत की उस विषय पर बात है, कई बातें हों तो बँटा हुआ। दोनों पक्ष अपने वाक्यों के साथ नीचे हैं।
page-lanes = किसने कब कहा
page-lanes-note = हर वक्ता की एक पट्टी, हर कथन का एक चिह्न। कटी रेखा वाले चिह्न की तारीख ज्ञात नहीं और वह अभिलेख के क्रम में है। ख़ाली पट्टी वह चुप्पी है जिसे किसी ने परखा।
page-undated = तारीख ज्ञात नहीं
page-silent = चुप
page-shape-says = बताता है
page-shape-admits = मानता है, क्षमा माँगता है
page-shape-binds = वादा, आदेश, अनुरोध
page-shape-passes-on = आगे बताता है, निष्कर्ष निकालता है
page-shape-takes-back = वापस लेता, सुधारता, इनकार करता
page-now = इस क्षण से तुलना
page-filings = सूचना दर्ज
page-quantities = प्रचलित आँकड़े
page-quantities-note = हर कथन की एक पंक्ति। बिंदु बताई गई संख्या है, रेखा उसकी सीमा, तीर खुला छोड़ा गया सिरा।
page-magnitudes = परिमाण के क्रम से
page-sets = क्या बताया गया, और किसने
page-sets-note = भरा बिंदु बताया गया है, ख़ाली नहीं बताया गया, जो इनकार नहीं है। अंतिम पंक्ति बताती है कि और भी हो सकते हैं या नहीं।
page-member = नाम
page-others = अन्य
page-named = यहाँ बताया गया
page-not-named = नहीं बताया गया
page-left-out = छोड़ा गया
page-ways = शब्द किस रास्ते से आए
page-ways-note = छपे वाक्य से उस तक जिसके शब्द हैं, कदम दर कदम। कटी रेखा वाला कदम मशीनी अनुवाद है या ऐसा दस्तावेज़ जो किसी ने नहीं दिखाया। मोटी रेखा के अधिक स्वतंत्र स्रोत हैं।
page-printed = जैसा छपा
page-times = कहने और दर्ज करने का समय
page-times-note = आड़े में कब कहा गया, ऊपर की ओर कब यहाँ दर्ज हुआ। रेखा उतनी लंबी है जितना समय अनिश्चित।
page-chain = शृंखला के रूप में अभिलेख
page-chain-note = घटना की हर प्रविष्टि लॉग के क्रम में। कटा मनका रोका गया है पर अपनी जगह पर है। अंतिम सब पर हस्ताक्षर करता है।
page-card = यह कैसे बदला
