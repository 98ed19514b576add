### The words of Bayan in Persian. Every file has the same keys with the same variables.

## What a statement does.

kind-policy = سیاست دفتر
kind-key = کلید
kind-party = طرف
kind-incident = رخداد
kind-thing = موجودیت
kind-capture = ضبط
kind-utterance = گفته
kind-silence = سکوت
kind-link = پیوند
kind-opinion = نظر
kind-question = پرسش
kind-amend = اصلاح ثبت
kind-redaction = منع انتشار

## Speech acts: labels, which need not agree with the speaker in gender or number.

act-asserts = می‌گوید
act-confirms = تأیید می‌کند
act-denies = تکذیب می‌کند
act-admits = می‌پذیرد
act-alleges = اتهام می‌زند
act-claims = ادعا می‌کند
act-reports = گزارش می‌دهد
act-explains = توضیح می‌دهد
act-infers = نتیجه می‌گیرد
act-forecasts = پیش‌بینی می‌کند
act-promises = وعده می‌دهد
act-orders = دستور می‌دهد
act-requests = درخواست می‌کند
act-urges = اصرار می‌کند
act-announces = اعلام می‌کند
act-reassures = اطمینان می‌دهد
act-apologises = عذرخواهی می‌کند
act-opines = نظر می‌دهد
act-disclaims = سلب مسئولیت می‌کند
act-recalls = یادآوری می‌کند
act-cites = استناد می‌کند
act-hearsay = نقل شنیده
act-declines = از گفتن خودداری می‌کند
act-observes-silence = سکوت دیگری را یادآور می‌شود
act-states-unclear = می‌گوید روشن نیست
act-frames = چنین قاب‌بندی می‌کند
act-retracts = پس می‌گیرد
act-corrects = تصحیح می‌کند

## The nine answers. None may read like another.

answer-yes = بله
answer-no = نه
answer-partly = تا اندازه‌ای
answer-attempted = تلاش شده است
answer-unknown-to-source = منبع نمی‌داند
answer-no-evidence-found = شاهدی پیدا نشده است
answer-not-said = گفته نشده است
answer-declined = خودداری از پاسخ
answer-withheld = معلوم، ولی اعلام‌نشده

## What a source says its claim rests on.

basis-witnessed = منبع خود دیده است
basis-document = سند
basis-experts = کارشناسان
basis-preliminary = یافته‌های اولیه
basis-inferred = نتیجه‌گیری منبع
basis-hearsay = شنیده‌ها
basis-none-found = جست‌وجو شد و چیزی یافت نشد
basis-none-given = مبنایی ذکر نشده است

## How sure a source says it is.

certainty-certain = قطعی
certainty-probable = محتمل
certainty-possible = ممکن
certainty-unstated = بیان نشده

## How words reached their first listener.

channel-radio = رادیو
channel-tv = تلویزیون
channel-press-conference = نشست خبری
channel-written-statement = بیانیهٔ کتبی
channel-statement = بیانیه
channel-interview = مصاحبه
channel-agency-quote = گفت‌وگو با خبرگزاری
channel-notice = اطلاعیه
channel-letter-unseen = نامه، دیده‌نشده
channel-order = دستور
channel-social-post = پست شبکهٔ اجتماعی
channel-forum-listing = آگهی در انجمن یا بازار
channel-regulator-filing = گزارش به نهاد ناظر
channel-website-notice = اطلاعیه در وب‌سایت
channel-press-article = مقالهٔ مطبوعاتی
channel-headline = تیتر
channel-caption = شرح عکس
channel-disclaimer = سلب مسئولیت
channel-rumour = شایعه
channel-unspecified = نامشخص

## Whether a set names all its members.

closure-open = شاید بیش از این باشد
closure-closed = همین‌ها و نه بیشتر
closure-all-except = همه جز این‌ها

## What is wrong with captured bytes.

defect-duplicate = بیش از یک بار چاپ شده
defect-stray = جایش این‌جا نیست
defect-garbled = به این صورت ناخوانا
defect-truncated = ناتمام
defect-furniture = اجزای جانبی صفحه

## Families of facets.

family-incident = رخداد
family-attribution = انتساب
family-target = هدف
family-confidentiality = محرمانگی
family-integrity = یکپارچگی
family-availability = دسترس‌پذیری
family-data = داده‌ها
family-evidence = شواهد
family-response = اقدامات
family-commitment = تعهد
family-responsibility = مسئولیت
family-market = بازار
family-relation = ارتباط
family-reaction = واکنش
family-context = زمینه
family-telling = چگونگی بازگویی

## How words passed from one mouth to the next.

hop-publishes = منتشر می‌کند
hop-own-voice = از زبان خود
hop-quotes = عیناً نقل می‌کند
hop-paraphrases = به مضمون نقل می‌کند
hop-cites-document = به سندی استناد می‌کند
hop-relays-for = از طرفِ دیگری می‌گوید
hop-hearsay-about = دربارهٔ دیگری، بنا بر شنیده‌ها
hop-republishes = بازنشر می‌کند
hop-recalls-earlier = سخن پیشین را یادآور می‌شود
hop-informed-by = آگاه‌شده از طریقِ
hop-translates = ترجمه می‌کند
hop-observes-silence = سکوت دیگری را یادآور می‌شود
hop-unattributed = بی‌ذکر منبع

## Who or what made a translation, transcript or rendition.

maker-human = انسان
maker-machine = ماشین
maker-unsaid = گفته نشده

## Words of doubt, bound and scope.

marker-preliminary = مقدماتی
marker-as-of-now = تاکنون
marker-apparent = ظاهراً
marker-only = فقط
marker-no-evidence-of = شاهدی در دست نیست بر
marker-form-limited = فقط به این شکل
marker-upper-bound = حداکثر
marker-lower-bound = دست‌کم
marker-approx = حدود
marker-alleged = ادعایی
marker-conditional = وجه شرطی
marker-seems = به نظر می‌رسد
marker-unclear-relation = ارتباط روشن نیست
marker-vague-duration = مدت نامعین
marker-open-set = از جمله
marker-exception = به‌جز
marker-among = یکی از چند
marker-per-source = به گفتهٔ منبع
marker-attempt = تلاش برای
marker-mt-suspect = شاید خطای ترجمهٔ ماشینی
marker-other = دیگر

## How a time lies to its anchor.

order-before = پیش از
order-after = پس از
order-during = در طولِ
order-around = حوالیِ
order-until = تا
order-since = از

## What kind of party.

party-person = شخص
party-organisation = سازمان
party-unit = واحد
party-office = مقام
party-collective = گروهی از مردم
party-account = حساب کاربری
party-anonymous = ناشناس
party-document = سند
party-publisher = ناشر
party-machine = ماشین

## Which way a source holds a claim.

polarity-affirm = تصدیق
polarity-deny = تکذیب
polarity-neutral = هیچ‌کدام

## What an amount of money is for.

price-per-sale = برای هر فروش
price-in-all = در مجموع
price-unsaid = گفته نشده

## Why something is no longer served.

redaction-personal-data = حاوی دادهٔ شخصی است
redaction-data-subject-request = درخواست شخص ذی‌ربط
redaction-court-order = حکم دادگاه
redaction-legal-claim = منع قانونی
redaction-safety = خطر برای افراد
redaction-leaked-content = حاوی محتوای نشت‌یافته
redaction-copyright = حق نشر
redaction-recorded-in-error = به‌اشتباه ثبت شده

## Why a recorder corrects an own record.

amend-transcription = خطا در پیاده‌سازی متن
amend-offset = جای نادرست در متن
amend-translation = ترجمه افزوده یا اصلاح شد
amend-reattribution = انتساب به طرف دیگر
amend-merge = دو ثبت یکی است
amend-split = یک ثبت دو تاست
amend-inference-withdrawn = استنباط ثبت‌کننده پس گرفته شد
amend-withdrawal = ثبت پس گرفته شد

## How two claims, or two incidents, stand to each other.

relation-contradicts = در تناقض با
relation-in-tension = ناهمخوان با
relation-number-conflict = ناسازگاری ارقام
relation-set-conflict = ناسازگاری فهرست‌ها
relation-corroborates = تأیید مستقل
relation-repeats-origin = تکرار همان منشأ
relation-explains = توضیح می‌دهد
relation-rival-cause = علتی دیگر برای همان
relation-caused-by = ناشی از
relation-answers = پاسخ می‌دهد به
relation-evades = بی‌آنکه پاسخ دهد به آن می‌پردازد
relation-fulfils = عمل به آن
relation-breaks = نقض آن
relation-translation-of = ترجمهٔ
relation-same-event = همان رویداد
relation-part-of-event = بخشی از رویداد
relation-related-unclear = شاید مرتبط، ناروشن

## What was made of an artifact.

rendition-plain-text = متن ساده
rendition-transcript = متن پیاده‌شده
rendition-translation = ترجمه
rendition-excerpt = گزیده
rendition-image = تصویر

## Why a key is revoked.

revoke-superseded = جایگزین شده
revoke-left-office = ترک سمتِ دارنده
revoke-lost = گم شده
revoke-compromised = افشا شده
revoke-granted-in-error = به‌اشتباه اعطا شده

## What kind of thing.

thing-system = سامانه
thing-service = خدمت
thing-data-kind = نوع داده
thing-place = مکان
thing-form = شکل یا شیوه
thing-facet = وجه

## What a text leaves open about an extent.

unsure-members = این‌که همه همین است یا نه
unsure-exception = این‌که استثنا شمرده شده یا نه
unsure-limit = این‌که گفته اصلاً محدود است یا نه

## What a key may be used for.

usage-record = ثبت گفتهٔ دیگران
usage-speak = سخن گفتن از زبان خود
usage-operate = ادارهٔ دفتر

## Who may append.

appending-granted-keys = هر کلید اعطاشده
appending-operator-only = فقط گرداننده

## Types of values.

type-answer = پاسخ بله یا نه
type-quantity = تعداد
type-bytes = حجم داده
type-money = مبلغ
type-set = مجموعه
type-time = زمان
type-duration = مدت
type-rate = بسامد
type-ref = ارجاع
type-text = متن

## What a signer says of a statement.

opinion-endorse = تأیید می‌کند
opinion-dispute = مخالفت می‌کند
opinion-repudiate = از خود نمی‌داند

## Days of the week.

weekday-monday = دوشنبه
weekday-tuesday = سه‌شنبه
weekday-wednesday = چهارشنبه
weekday-thursday = پنجشنبه
weekday-friday = جمعه
weekday-saturday = شنبه
weekday-sunday = یکشنبه

## Which part of a publication.

zone-headline = تیتر
zone-subheading = میان‌تیتر
zone-lead = لید
zone-body = متن اصلی
zone-quotation = نقل قول
zone-caption = شرح عکس
zone-disclaimer = سلب مسئولیت
zone-furniture = اجزای جانبی صفحه

## Units of time, and of data.

unit-seconds = ثانیه
unit-minutes = دقیقه
unit-hours = ساعت
unit-days = روز
unit-weeks = هفته
unit-months = ماه
unit-years = سال
data-byte = بایت
data-kilo = کیلوبایت
data-mega = مگابایت
data-giga = گیگابایت
data-tera = ترابایت
data-peta = پتابایت
data-base-decimal = در توان‌های ۱۰۰۰
data-base-binary = در توان‌های ۱۰۲۴
data-base-unsaid = مبنا گفته نشده

## Topics: named sets of facets.

topic-data-compromise = به خطر افتادن داده‌ها
topic-intrusion = نفوذ
topic-outage = اختلال در خدمات
topic-integrity = یکپارچگی داده‌ها
topic-extent = گستره
topic-timing = زمان‌بندی
topic-attribution = انتساب
topic-target = هدف
topic-evidence = شواهد
topic-response = اقدامات
topic-notification = اطلاع‌رسانی
topic-promises = وعده‌ها
topic-blame = مقصردانستن
topic-market = بازار
topic-relations = ارتباط با رخدادهای دیگر
topic-reaction = واکنش‌ها
topic-context = زمینه
topic-telling = چگونگی بازگویی

## Built-in facets: short labels. What each is about stands in English in facets.toml.

facet-incident-occurrence = وقوع
facet-incident-attempt = تلاش برای حمله
facet-incident-success = موفقیت تلاش
facet-incident-intrusion = نفوذ
facet-incident-method = شیوه
facet-incident-count = شمار حمله‌ها
facet-incident-time = زمان وقوع
facet-incident-time-noticed = زمان آگاهی از آن
facet-incident-time-ended = زمان پایان
facet-incident-ongoing = ادامه داشتن
facet-attribution-actor = عامل
facet-attribution-claimed-by = مدعی انجام آن
facet-attribution-motive = انگیزه
facet-attribution-origin = خاستگاه
facet-target-system = سامانه‌های هدف
facet-target-organisation = سازمان‌های هدف
facet-target-sector = بخش‌های هدف
facet-target-alias = نام دیگر هدف
facet-target-property = ویژگی هدف
facet-target-online = دسترسی به هدف از اینترنت
facet-target-data-held = داده‌های نگهداری‌شده
facet-target-services-offered = خدمات ارائه‌شده
facet-target-connections = نهادهای متصل
facet-target-records-held = رکوردهای نگهداری‌شده
facet-confidentiality-access = دسترسی به داده‌ها
facet-confidentiality-leak = نشت داده‌ها
facet-confidentiality-loss = افتادن داده‌ها به دست دیگران
facet-confidentiality-privacy = آسیب به حریم خصوصی
facet-confidentiality-types = انواع داده‌های درگیر
facet-confidentiality-records = رکوردهای درگیر
facet-confidentiality-subjects = افراد درگیر
facet-confidentiality-bytes = حجم داده‌های درگیر
facet-integrity-alteration = تغییر داده‌ها
facet-integrity-destruction = نابودی داده‌ها
facet-integrity-encryption = رمزگذاری به دست مهاجم
facet-availability-outage = اختلال در خدمات
facet-availability-services = خدمات آسیب‌دیده
facet-availability-degree = شدت اختلال
facet-availability-extent = نهادها یا مکان‌های آسیب‌دیده
facet-availability-users = کاربران آسیب‌دیده
facet-availability-exempt = آسیب‌ندیده‌ها
facet-availability-duration = مدت اختلال
facet-availability-expected = مدت مورد انتظار
facet-availability-restored = بازگشت خدمات
facet-availability-restored-at = زمان بازگشت خدمات
facet-availability-cause = علت اختلال
facet-data-safety = ایمنی داده‌ها
facet-data-backup = نسخهٔ پشتیبان
facet-data-backup-rate = بسامد پشتیبان‌گیری
facet-data-recovered = بازیابی داده‌ها
facet-evidence-state = شواهد به خطر افتادن داده‌ها
facet-evidence-basis = مبنای گفته
facet-evidence-sample = نمونه‌های نشان‌داده‌شده
facet-evidence-authentic = اصالت آنچه دست‌به‌دست می‌شود
facet-response-containment = مهار
facet-response-contained-at = زمان مهار
facet-response-notification = مطلع‌شدگان
facet-response-notified-at = زمان اطلاع‌رسانی
facet-response-classified-at = زمان طبقه‌بندی به‌عنوان عمده
facet-response-materiality-determined-at = زمان احراز اهمیت
facet-response-ransom-paid-at = زمان پرداخت باج
facet-response-investigation = بررسی
facet-response-investigators = بررسی‌کنندگان
facet-response-restoration = بازگردانی
facet-response-hardening = تقویت امنیت
facet-response-suspension = تعلیق
facet-response-directive = دستور به دیگران
facet-response-workaround = راه جایگزین
facet-response-apology = عذرخواهی
facet-response-compensation = جبران خسارت
facet-commitment-investigate = وعدهٔ بررسی
facet-commitment-restore = وعدهٔ بازگردانی
facet-commitment-mitigation = وعدهٔ کاهش خطر
facet-commitment-notify = وعدهٔ اطلاع‌رسانی
facet-commitment-disclose = وعدهٔ انتشار
facet-commitment-compensate = وعدهٔ جبران
facet-commitment-policy = وعده دربارهٔ رویهٔ آینده
facet-responsibility-blame = کسی که مقصر خوانده شده
facet-responsibility-violation = ناقض قاعده یا توافق
facet-responsibility-liability = پاسخ‌گوی آن
facet-responsibility-reason = دلیل مقصردانستن
facet-market-offer = عرضه برای فروش
facet-market-sale = فروش
facet-market-place = محل فروش
facet-market-buyers = شمار خریداران
facet-market-price = قیمت
facet-market-payment = روش پرداخت
facet-market-ransom = باج
facet-relation-caused-by = ناشی از
facet-relation-explains = توضیح آن
facet-relation-related = شاید مرتبط با
facet-relation-same-incident = همان رخدادِ
facet-reaction-response = واکنش دیگران
facet-reaction-concern = نگرانی عمومی
facet-reaction-duration = مدت واکنش
facet-reaction-statement = متن واکنش
facet-context-legal = قانون و توافق‌ها
facet-context-background = پیش‌زمینه
facet-context-opinion = دیدگاه
facet-telling-time = زمان بازگویی
facet-telling-place = جای بازگویی
facet-telling-channel = رسانهٔ بازگویی
facet-telling-first-known = نخستین آگاه یا گوینده
facet-telling-prompted-by = انگیزهٔ بازگویی
facet-telling-translation = ترجمهٔ گفته‌ها

## What a claim says of harm.

harm-affirmed = آسیب اعلام شده
harm-denied = آسیب تکذیب شده
harm-open = آسیب ناروشن

## The status of a facet.

status-unstated = بیان‌نشده
status-affirmed = اظهارشده
status-denied = تکذیب‌شده
status-contested = محل اختلاف
status-open = روشن نشده

## How a position moved.

shift-first = نخستین موضع
shift-repeats = تکرار می‌کند
shift-rewords = با واژه‌های دیگر می‌گوید
shift-elaborates = شرح می‌دهد
shift-quantifies = رقم می‌دهد
shift-raises = رقم را بالا می‌برد
shift-lowers = رقم را پایین می‌آورد
shift-narrows = دامنه را تنگ‌تر می‌کند
shift-widens = دامنه را گسترده‌تر می‌کند
shift-weakens = سست‌تر می‌کند
shift-strengthens = محکم‌تر می‌کند
shift-concedes = می‌پذیرد
shift-reverses = موضع را برمی‌گرداند
shift-retracts = پس می‌گیرد
shift-corrects = تصحیح می‌کند
shift-shifts-scope = دامنه را جابه‌جا می‌کند
shift-shifts-subject = موضوع را جابه‌جا می‌کند
shift-shifts-blame = مقصر را جابه‌جا می‌کند
shift-dates = تاریخ می‌دهد

## How sources conflict.

conflict-contradicts = تناقض
conflict-in-tension = ناهمخوانی
conflict-number-conflict = ارقام ناسازگار
conflict-set-conflict = فهرست‌های ناسازگار
conflict-time-conflict = زمان‌های ناسازگار
conflict-rival-cause = علت‌های رقیب

## Where a relation comes from, and whether an order is known.

ground-computed = محاسبه‌شده
ground-recorded = ثبت‌شده
ground-inferred = استنباط‌شده
sequence-known = ترتیب معلوم
sequence-unknown = ترتیب‌ناپذیر

## Headings.

head-ask = آنچه گفته شد
head-history = روند تغییر موضع
head-retold = با آنچه از آن پس ثبت شد دیگرگونه خوانده می‌شود؛ موضع کسی تغییر نکرد
head-diff = آنچه تغییر کرد
head-blame = خاستگاه هر مقدار
head-conflicts = جاهای اختلاف منابع
head-responsibility = چه کسی مقصر خوانده شده و از سوی که
head-silent = چه کسانی سخن نگفته‌اند
head-promises = وعده‌ها
head-questions = پرسش‌ها
head-clocks = مهلت‌های قانونی
head-headline-check = سنجش تیتر با متن
head-gaps = منع‌شده از انتشار
head-corrections = اصلاحات ثبت‌کننده
head-origins = منشأهای مستقل
head-sources = منابع

## Labels of fields: the four roles, the five times, and the rest.

label-speaker = گوینده
label-publisher = ناشر
label-recorder = ثبت‌کننده
label-signer = امضاکننده
label-event = وقوع
label-said = زمان گفتن
label-published = منتشر شده
label-captured = ضبط شده
label-recorded = ثبت شده
label-entry = مدخل
label-proof = برهان ثبت
label-scope = دامنه
label-as-of = تا تاریخ
label-until = تا
further-notice = تا اطلاع ثانوی
label-due = سررسید

## States of promises, orders and questions.

state-open = باز
state-closed = بسته
state-answered = پاسخ داده شده
state-kept = عمل شده
state-broken = نقض شده
state-overdue = از موعد گذشته
state-no-date = بی‌تاریخ
state-unknown-date = تاریخ نامعلوم

## Who and what is meant.

nobody = بی‌ذکر گوینده
one-of = یکی از { $list }
position-of = موضع { $party }
as-far-as = تا آنجا که { $party } جست‌وجو کرده است
whole = همه
all-except = همه به‌جز { $list }
now = اکنون
before = پیش از این
list-separator = { "، " }

## Bounds of a number. The number comes ready for reading.

amount-at-least = دست‌کم { $number }
amount-at-most = حداکثر { $number }
amount-above = بیش از { $number }
amount-below = کمتر از { $number }
amount-about = حدود { $number }
amount-between = بین { $low } و { $high }
amount-several = چند
amount-unstated = تعداد ذکر نشده

## Notes beside a claim.

not-said = گفته نشده
machine-translation = ترجمهٔ ماشینی
document-not-seen = سند دیده نشده
withheld-by-entry = منع‌شده با مدخل { $entry }
gap-amend = آنچه اصلاح یا پس گرفته شده نیز منع شده است؛ شاید ثبت‌های پیشین { $party } از آن جمله باشد (برقرار در این‌جا: { $count })
possible-time = ممکن (زمان آن قطعی نیست)
role-perhaps = شاید از سوی { $party }: نقش او در آن زمان قطعی نیست
role-uncertain = شاید نه از سوی او: نقش در آن زمان قطعی نیست
artifact-withheld = واژه‌های { $artifact } از انتشار منع شده است

## Dates with holes. What stands in parentheses is not in the date.

date-range = { $from } تا { $to }
date-open-start = (آغاز باز)
date-open-end = (پایان باز)
date-unknown-start = (آغاز نامعلوم)
date-unknown-end = (پایان نامعلوم)
date-uncertain = { $date } (نامطمئن)
date-approximate = { $date } (تقریبی)
date-uncertain-approximate = { $date } (نامطمئن و تقریبی)
date-day-unknown = { $date } (روز نامعلوم)
date-month-unknown = { $date } (ماه نامعلوم)
date-month-day-unknown = { $date } (ماه و روز نامعلوم)
date-some-year = سالی بین { $from } و { $to }
date-in-some-year = { $date }، { $year }
date-utc = { $time } UTC
date-offset = { $time } UTC{ $offset }

## Lengths of time.

span-seconds = { $n } ثانیه
span-minutes = { $n } دقیقه
span-hours = { $n } ساعت
span-days = { $n } روز
span-weeks = { $n } هفته
span-months = { $n } ماه
span-years = { $n } سال
span-two = { $large } و { $small }

## Answers about an incident.

entry-number = ورودی { $entry }
held-entries = دفتر { $entries } ورودی داشت
said-by-time = گفته‌شده تا { $time }
carried-by = به نقل { $party }
attests-read = «این واژه‌ها را چنین خوانده‌ام»؛ گوینده کس دیگری است
attests-said = «خودم گفته‌ام»
attests-behalf = «به نمایندگی از { $office } می‌گویم»
how-sure-not-stated = میزان اطمینان گفته نشده
rests-on = بر پایه: { $basis }
stance-of-hop = موضع حلقه { $hop }
verb-of-hop = از حلقه { $hop }
scope-system = سامانه
scope-data = داده
scope-form = شکل
scope-organisation = سازمان
scope-place = جا
scope-via = از راه
as-of-these-words = تا زمان این سخن
as-of-time = تا { $time }
some-except = { $list } به‌جز { $out }
left-open = باز مانده: { $what }
anchor-this-utterance = این گفته
anchor-this-publication = این انتشار
anchor-this-capture = این نسخه
inferred-from = استنباط: { $grounds }
inferred-by = استنباط { $party }: { $grounds }
per-item = به ازای هر { $item }
converted = تبدیل‌شده: { $amount }
converted-by = تبدیل از { $party }: { $amount }
set-none = هیچ
set-some = برخی، بی‌نام
part-of = { $part } از { $whole }
rate-every = { $amount } هر { $span }
origins = { $n } خاستگاه مستقل
count-conflicts = { $n } ناسازگاری
count-silences = { $n } سکوت
count-gaps = { $n } اظهار بازداشته
count-taken-back = { $n } ادعای پس‌گرفته‌شده
count-corrections = { $n } اصلاح ثبت‌کننده
count-possible = { $n } ادعا که شاید دیرتر گفته شده
head-statuses = وضع هر جنبه
head-positions = موضع هر منبع
head-taken-back = پس گرفته‌شده
head-elsewhere = پس از آن سخنی دربارهٔ چیزی دیگر
head-possible = شاید دیرتر گفته شده
head-new-conflicts = ناسازگاری‌های تازه
head-gone-conflicts = ناسازگاری‌های پایان‌یافته
head-other-records = پیوندها، سکوت‌ها، پرسش‌ها و نظرهای تازه
head-moved-last = آخرین جابه‌جایی‌ها
label-claim = ادعا
label-act = کنش
label-markers = نشانه‌ها
label-via = از طریق
label-moved = جابه‌جا شد
label-from-widest = از گسترده‌ترین
label-words = واژه‌ها
label-titles = عنوان‌ها
label-note = یادداشت
note-of-signer = از امضاکننده:
label-declared = اعلام‌شده
label-amended = اصلاح‌شده
in-entry-by = در مدخل { $entry } از سوی { $party }
label-by-recorder = از ثبت‌کننده
label-from = از
label-to = تا
no-words = بی واژه: استنباط ثبت‌کننده
nobody-said = در این باره چیزی ثبت نشده است.
nobody-surely-said = دربارهٔ آن چیزی ثبت نشده که به‌یقین تا آن زمان گفته شده باشد.
none-stands = از آنچه در این باره ثبت شده بود اکنون چیزی برقرار نیست؛ `bayan history` نشان می‌دهد بر سر آن چه آمد.
nothing-changed = چیزی تغییر نکرده است.
not-stated = گفته نشده
stands-now = هنوز برقرار
stands-no-more = موضعی دیرتر پس از آن
overruled-by = { $party } خود پس از آن سخنی دیگر گفت
followed-by-voices = پس از آن گوینده‌ای دیگر از همان سو سخن گفت: { $list }
headline-only = فقط در تیتر
headline-origins = { $n } فقط در تیتر
values-differ = همه یک چیز را نمی‌گویند
holds-nothing = پس می‌گیرد و خود چیزی نمی‌گوید
takes-of-another = { $claim } را پس‌گرفته می‌خواند: سخن منبعی دیگر است و برقرار می‌ماند
against = در برابر
conflicts-cut = ناسازگاری‌ها بیش از این فهرست است.
one-source = درون یک منبع، { $party }: تعارضی میان منابع نیست
one-source-unordered = درون یک منبع، { $party }، که ترتیب گفته‌هایش معلوم نیست: تعارضی میان منابع نیست
on-both-sides = در هر دو سو: { $party }؛ میان گفته‌های خودش، این تعارضی میان منابع نیست
grounds-time = (ترتیب از روی زمان‌ها)
grounds-anchor = (ترتیب: یکی از دیگری گفته شده)
grounds-text = (ترتیب از جای آنها در یک متن)
rule-target = ادعای پیشین را نام می‌برد
rule-side = از سوی
rule-sides = از سوی
rule-scope = از گستره
rule-limit = از حد
rule-certainty = از اطمینان
rule-bounds = از کران‌ها
rule-members = از اعضا
rule-time = از زمان
rule-times = از زمان
rule-telling = دو روایت از یک سخن
rule-reference = از مرجع
rule-references = از مرجع
rule-subject = از موضوع
rule-wording = از واژه‌ها
body-missing = متن ورودی { $entry } نیست
bytes-range = بایت‌های { $start }..{ $end }
with-key = با کلید { $key }
from-claim = از { $claim }
said-before-that = پیش از آن گفته شده
taken-back-by = پس‌گرفته یا اصلاح‌شده با { $claim }
not-after = نه پس از { $time }
not-before = نه پیش از { $time }
entries-concern = { $n } مدخل مربوط
entries-older = و { $n } مدخل قدیمی‌تر
had-not-answered = { $party } پاسخ نداده بود
recorder-corrected = { $party } در ورودی { $entry }، { $list } را اصلاح کرد
recorder-withdrew = { $party } در ورودی { $entry }، { $list } را پس گرفت
records-between = مدخل { $entry } میان این دو ثبت کرده است: { $relation } ({ $from } → { $to })

## Answers on conflicts, responsibility, silences, promises, questions, headlines and clocks.

state-contested = محل اختلاف
state-withdrawn = پس گرفته یا تصحیح شده
state-ended = پایان‌یافته: آنچه تا آن می‌ماند فرا رسید
timing-not-due = هنوز موعدش نرسیده
timing-due = موعدش رسیده
timing-overdue = موعدش گذشته
timing-cannot-tell = نمی‌توان گفت موعدش رسیده یا نه
timing-late = دیر: تنها پس از موعدش گفته شده که وفا شده است
answered-no = باز: پاسخی ثبت نشده
answered-yes = پاسخ داده شد
answered-cannot-tell = نمی‌توان گفت تا آن زمان پاسخ داده شده بود یا نه
answered-disputed = پاسخ داده شد و به هر پاسخ اعتراض شده
stands-silent = از آن پس سخنی نگفته، تا جایی که ثبت شده
stands-cannot-tell = نمی‌توان گفت از آن پس سخن گفته یا نه
stands-spoke = از آن پس سخن گفت
bounded-told = به گفتهٔ متن
bounded-publication = از زمان انتشار
bounded-capture = از زمان ضبط
bounded-entry = از زمان ثبت
heard-on-it = دربارهٔ این نسبت سخن گفت
heard-for-it = نهادی که به آن تعلق دارد دربارهٔ این نسبت سخن گفت
heard-perhaps = شاید: { $heard }
heard-declined = از سخن دربارهٔ آن خودداری کرد
heard-elsewhere = سخن گفت، ولی دربارهٔ چیز دیگر
heard-reported-silent = شنیده نشد: سکوتش ثبت شده
heard-nothing-recorded = چیزی از او ثبت نشده
gain-doubt-dropped = تردید حذف شده
gain-scope-widened = دامنه گسترده شده
gain-degree-raised = درجه بالا برده شده
gain-degree-lowered = درجه پایین آورده شده
gain-opposed = خلاف آن را می‌گوید
deadline-no-figure = مهلت عددی ندارد
deadline-met = در مهلت به کسی گفته شده
deadline-after = پس از مهلت به کسی گفته شده
deadline-filed-untold = به کسی گفته شده؛ پیش یا پس از مهلت، نمی‌توان گفت
deadline-told-to-unsaid = به کسی گفته شده؛ گفته نشده که به همان که می‌پرسید
deadline-told-perhaps = گویندهٔ آن شاید از سوی این طرف سخن گفته باشد: نقش در آن زمان قطعی نیست
deadline-told-by-another = تنها طرف دیگری گفته است؛ گفته نشده که همان خواسته‌شده باشد
deadline-running = ثبتی در دست نیست، مهلت می‌گذرد
deadline-passed = ثبتی در دست نیست، مهلت گذشته
deadline-untold = ثبتی در دست نیست؛ نمی‌توان گفت مهلت گذشته یا نه
start-awareness = آگاه شدن
start-noticing = پی بردن یا خبر یافتن
start-reasonable-belief = باور معقول به وقوع آن
start-failure = ناکامی در حفاظت از داده
start-classification = طبقه‌بندی به‌عنوان عمده
start-materiality-determination = احراز اهمیت آن
start-ransom-payment = پرداخت باج
later-cannot-tell = نمی‌توان گفت از آن پس است یا نه
head-unheard = دیگران مسئولشان خوانده‌اند و سخنی از خودشان ثبت نشده
head-cleared = چه کسی بی‌تقصیر خوانده شده و از سوی که
head-blame-open = درباره چه کسی ناگفته مانده
no-conflict = میان گفته‌های پابرجا تعارضی نیست.
no-headline = هیچ تیتر ثبت‌شده‌ای از متن خود فراتر نمی‌رود.
no-promise = هیچ وعده، دستور یا درخواستی ثبت نشده.
no-question = هیچ پرسشی ثبت نشده.
no-open-question = پرسشی بی‌پاسخ نمانده است.
no-silence = هیچ سکوتی ثبت نشده.
none-readable = در آنچه می‌توان خواند چیزی یافت نشد. در آنچه منع شده شاید چیزی باشد.
nobody-blamed = در سابقه کسی مسئول خوانده نشده.
no-clock-starts = هیچ گفته‌ای مهلتی را در این‌ها آغاز نمی‌کند: { $list }
label-asked = پرسیده
label-binds = مشمولان
label-blamed = مسئول‌خوانده
label-blamed-by = از سوی
label-cleared = بی‌تقصیر خوانده
label-named = نام‌برده
label-followed-by = پس از آن
label-caveat = قید
label-deadline = مهلت
label-filed-with = به
label-heard = شنیده‌شدن
label-in-force = لازم‌الاجرا
label-instrument = قانون
label-on = دربارهٔ
label-publication = نشر
label-put-to = از
label-source = منبع
label-stage = مرحله
label-started = آغاز
against-own-words = در برابر جمله‌های همان منبع در متن:
against-anybodys-words = در برابر همهٔ جمله‌های متن، چون منبع تیتر آنجا جمله‌ای ندارد:
beyond-each-otherwise = فراتر از هر جمله، هر بار به گونه‌ای دیگر
beyond-unsaid = هیچ جملهٔ ثبت‌شده‌ای از متن چیزی دربارهٔ آن نمی‌گوید
blame-alleged = به‌صورت ادعا گفته شده
blame-headline = فقط در تیتر
blame-hearsay = به نقل شنیده
blame-own = مسئولیت خود گوینده
blame-of-itself = گوینده از خود سخن می‌گوید
blamed-for = بابت
taken-back = پس گرفته یا تصحیح شده با
silence-recorded-in = سکوت ثبت‌شده در { $list }
recorded-of-withheld = ثبت‌شده در { $list }: واژه‌ها از انتشار منع شده‌اند
both-sides = هر دو طرف نام می‌برند
only-one-side = فقط یک طرف نام می‌برد
only-other-side = فقط طرف دیگر نام می‌برد
only-one-side-leaves-out = فقط یک طرف کنار می‌گذارد
only-other-side-leaves-out = فقط طرف دیگر کنار می‌گذارد
both-sides-leave-out = هر دو طرف کنار می‌گذارند
bounds-one-side = کران‌های یک طرف
bounds-other-side = کران‌های طرف دیگر
side-one = یک طرف
side-other = طرف دیگر
came-true = آنچه تا آن می‌ماند
fell-due = آنچه پس از آن می‌آمد
clocks-not-judged = از گفته‌های ثبت‌شده و جدولی از مقررات حساب شده است. داوری نمی‌شود که مقرره‌ای اینجا کسی را ملزم می‌کند، رویداد به آستانهٔ آن می‌رسد، کسی که آگاه شده همان است که باید می‌شد، یا ثبت کافی است.
declined-since = از گفتن خودداری کرد
disputed-by = اعتراض در { $list }
dropped-words = بدون { $list }
filing-on-record = ثبت‌شده: { $time }
told-to = به { $list } گفته شده
to-whom-unsaid = گفته نشده به چه کسی
addressed-untold = شاید همان که می‌پرسید
clocks-only-to = تنها آنچه به { $list }، به آنچه این بخشی از آن است یا به بخشی از آن گفته شده به شمار می‌آید. ثبت‌هایی که نمی‌گویند به چه کسی، یا تنها با واژه‌ها می‌گویند، در پایان می‌آیند و چیزی را معلوم نمی‌کنند.
filer-other = به گفته طرف دیگر
filer-perhaps = شاید خود او گفته است: نقش در آن زمان قطعی نیست
filer-untold = گفته نشده از سوی که
may-answer = شاید پاسخ آن باشد (محاسبه‌شده)
now-by-clock = ساعت این دستگاه
on-anything = دربارهٔ هر چیز
only-proposed = پیشنهادی و هنوز لازم‌الاجرا نیست: مهلت‌ها نشان می‌دهند چه می‌خواست
silent-on-claims = پاسخ نداد به
source-cited = ذکرشده، برای جدول خوانده نشده
source-read = برای جدول خوانده شده
spoke-before = پیش‌تر گفته بود؛ جوینده نیافته بود
spoke-since = از آن پس
started-by = آغاز با
starts-before-force = پیش از لازم‌الاجرا شدن آغاز شده
to-anybody = هر که بتواند پاسخ دهد
waits-for-claim = آغاز نشده: گفتهٔ پابرجایی نیست دربارهٔ { $list }
waits-for-filing = آغاز نشده: منتظر ثبت مرحلهٔ پیشین
within-from = ظرف { $span }، از { $start }
within-union = { $span } به شمارش مقررهٔ 1182/71
within-words = { $span }، از { $start }
within-business-days = { $n } روز کاری
label-told-by = به نقل از
label-opinion = نظر ثبت‌شده
opinions-recorded = { $n } نظر ثبت شده
label-to-whom = به چه کسی
with-others = { $party }، همراه با کسانی که از سوی آن سخن می‌گویند
change-new = تازه
change-again = دوباره پابرجا
change-corrected = اصلاح‌شده به دست ثبت‌کننده
change-withdrawn = ثبت به دست ثبت‌کننده پس گرفته شد
change-no-longer = دیگر از سوی این منبع پابرجا نیست
gave-way-to = جای خود را به { $claim } داد
head-clocks-filed = با ثبتی که در دفتر هست
head-clocks-unfiled = آغازشده با گفته‌ای، بی ثبتی در دفتر
not-in-force-then = در زمان آغاز لازم‌الاجرا نبوده یا تنها پیشنهاد شده: { $list }
regimes-how = { $one } یکی را کامل نشان می‌دهد و { $all } همه را
regimes-left-out = { $n } مقرره در فهرست نیامده
duties-left-out = { $n } تکلیف مهلت عددی ندارد

## The verifier in the page.

verify-heading = بررسی این صفحه
verify-busy = در حال بررسی: { $done } از { $all } ثبت
verify-good = هر متنی در این صفحه که امضاشده خوانده شده همان است که امضا شد.
verify-bad = همهٔ آنچه در این صفحه است همان نیست که امضا شد. جاها: { $n }
verify-broken = بستهٔ درون این صفحه در بررسی پذیرفته نشد، پس چیزی در آن اثبات نشده است: { $why }
verify-broken-at = ثبت { $entry }: { $why }
verify-strength-checkpoint = هر دو کلید دفتر این درخت را امضا کرده‌اند؛ شاید به دیگران درخت دیگری نشان داده شده باشد.
verify-strength-witnessed = هر دو کلید دفتر و { $n } تن از گواهانی که خود دفتر نام می‌برد این درخت را امضا کرده‌اند.
verify-pin-own = با پینی که خودتان داده‌اید سنجیده شد.
verify-pin-inside = تنها با پین درون همین پرونده سنجیده شد. این پین همراه صفحه آمده و نشان نمی‌دهد چه کسی آن را ساخته است.
verify-pin-none = با هیچ پینی سنجیده نشد: نشان نمی‌دهد این دفتر از آنِ کیست.
verify-pin-label = پین دفتر، آن‌گونه که از جای دیگری دارید
verify-pin-file = یا پروندهٔ آن
verify-pin-use = سنجش با این پین
verify-pin-unread = این پین نیست: پین origin، entry_0، receipts و log دارد.
verify-again = بررسی دوباره
verify-save = ذخیرهٔ بسته
verify-save-why = کسی که صفحه را عوض کند اسکریپت درون آن را هم می‌تواند عوض کند. بسته را ذخیره و با برنامهٔ دیگری بررسی کنید:
verify-only-proven = تنها اثبات‌شده‌ها را نشان بده
verify-everything = همه را نشان بده
verify-entries = ثبت‌هایی که امضایشان بررسی شد: { $n }
verify-whole = همهٔ ثبت‌های دفتر اینجاست: چیزی جا نمانده و چیزی در پی نیست.
verify-part = دربارهٔ این موضوع تا ثبت { $n } چیزی جا نمانده؛ پیدا نیست که پس از آن چیزی هست یا نه.
verify-withheld = گفته‌ها و مدارک نگه‌داشته‌شده: { $n }
verify-unchecked = سنجیدنی نبود، چون بر چیزی نگه‌داشته‌شده یا غایب استوار است: { $n }
verify-sentences-all = هر جمله‌ای که بسته در این باره دارد در صفحه آمده است.
verify-sentences-lack = جمله‌هایی از بسته که در صفحه نیامده: { $n }
verify-sentences-cut = صفحه می‌گوید جمله‌هایی را کنار گذاشته؛ اینکه کدام‌ها، بررسی نشد.
verify-counts = متن‌های اثبات‌شده: { $proven }؛ محاسبه‌شده: { $computed }؛ واژه‌های خود صفحه: { $own }
verify-state-proven = اثبات‌شده: همین امضا شده است
verify-state-computed = محاسبهٔ سازندهٔ صفحه، اثبات‌نشده
verify-state-own = واژه‌های خود صفحه
verify-state-differs = با آنچه امضا شد فرق دارد
verify-state-unproven = اثبات‌نشده
verify-state-misplaced = امضاشده، اما نه در جای خود
verify-state-unmarked = متن بی‌اثبات
verify-state-forbidden = چیزی که متن را پنهان یا افزون می‌کند
verify-signed = آنچه امضا شد: { $text }
verify-more = و بیشتر: { $n }
verify-words-unknown = واژه‌های این صفحه آن‌هایی نیست که این اسکریپت می‌شناسد، پس به آن‌ها تکیه نمی‌شود.
verify-limits = این نشان نمی‌دهد: آنچه گفته شد چنان هست یا نه؛ و جا، پهنا، رنگ و ترتیب که از خود صفحه است.

## The page that a report is. Its own words hold no digits and no quotation marks: what has them is proven or computed.

page-skip = رفتن به گزارش
page-kicker = چه گفته شد، چه کسی گفت و چگونه تغییر کرد
page-lede = سندی از گفته‌ها: چه کسی چه گفت، با کدام واژه‌ها، و گواه این سند. هیچ داوری نمی‌کند.
page-unverified = هنوز بررسی نشده است. اگر اسکریپت مجاز باشد، این صفحه امضاها و نقل‌قول‌های خود را بدون شبکه بررسی می‌کند. وگرنه بسته آن را با bayan check-proof بررسی کنید.
page-held = دفتر داشت
page-entries = ورودی‌ها: { $n }
page-said-by = گفته‌شده تا
page-all-said = هرچه ثبت شده است
page-checkpoint = نقطه وارسی
page-size = اندازه
page-earlier = گزارش لحظه‌ای پیش از آنچه نقطه وارسی امضا کرده است را نشان می‌دهد.
page-witnesses = شاهدان
page-no-witness = هیچ: نشان داده نمی‌شود که دیگران همین گزارش رویداد را می‌بینند
page-no-verdict = هر سطر می‌گوید چه کسی چه می‌گوید. این داوری نیست.
page-of-harm = آسیب: رخ داد یا نه، به گفته چه کسی
page-of-other = موضوع‌های دیگر
page-facet = موضوع
page-stands = وضعیت
page-more = و { $n } مورد دیگر
page-one-of = یکی از
page-as-table = همین به صورت جدول
page-how-sure = چقدر مطمئن
page-artifact = متن ضبط‌شده
page-attests = امضا گواهی می‌دهد
page-bytes = بایت
page-value = چه می‌گوید
page-stands-no-more = دیگر پابرجا نیست
page-evidence = شواهد
page-evidence-note = هر گفته این صفحه با جمله دقیق آن. یکی را باز کنید تا آن را در متن ضبط‌شده ببینید، و اینکه چه کسی چه چیزی را امضا کرده است.
page-open-evidence = در متن آن، و چه کسی امضا کرد
page-all-claims = همه ادعاها
page-corrections-note = تصحیح سند به دست کسانی که آن را ثبت کرده‌اند. با آن هیچ‌کس نظرش را عوض نکرده است.
page-no-correction = هیچ‌کدام ثبت نشده است.
page-gaps-note = چیزی اینجا بود که نگه داشته شده است. زنجیره کامل است و جای خالی پیدا می‌ماند.
page-no-gap = چیزی نگه داشته نشده است.
page-glossary = واژه‌های به‌کاررفته
page-facets = موضوع‌ها
page-all-title = همه رویدادهای یک دفتر
page-ladder = هنوز تا کجا می‌رسد
page-ladder-note = از بالا به پایین بخوانید. پله پهن از همه آنچه در آغاز گفته شد سخن می‌گوید و پله باریک از بخشی از آن. خط‌چین پهن‌ترین گفته پیشین را نشان می‌دهد. پهنا نشان می‌دهد چه چیزی درون چه چیزی است و مقداری را نمی‌سنجد.
page-ladder-once = یک بار گفته شد و تغییر نکرد
page-key-unsure = با تردید گفته شد
page-key-was = پهن‌ترین گفته پیشین
page-about-denied = همه کسانی که موضع می‌گیرند می‌گویند رخ نداده است. آنچه رد می‌کنند تنها به پهنای واژه‌هایشان است.
page-about-affirmed = کسی می‌گوید دست‌کم در بخشی رخ داده است.
page-about-open = هیچ‌کس موضع نمی‌گیرد: شاهدی یافت نشد، نمی‌دانند، نگفته‌اند، از پاسخ سر باز زدند.
page-about-contested = گفته‌های پابرجا نمی‌توانند با هم چنین باشند.
page-about-origins = تکرارهای یک منبع یک بار شمرده می‌شود، و سازمان با سخنگویانش نیز یکی است.
page-about-stands = گوینده از آن پس چیزی که جای آن را بگیرد نگفته و آن را پس نگرفته است.
page-about-scope = واژه‌ها تا کجا می‌رسند: کدام سامانه‌ها، داده‌ها، شکل‌ها، نهادها، جاها. اگر چیزی نیامده باشد همه منظور است.
page-shift-repeats = همان دوباره.
page-shift-rewords = همان با واژه‌های دیگر.
page-shift-elaborates = بیشتر درباره همان.
page-shift-quantifies = عددی جایی که نبود، یا دقیق‌تر.
page-shift-raises = عدد بالاتر.
page-shift-lowers = عدد پایین‌تر.
page-shift-narrows = همان درباره کمتر.
page-shift-widens = همان درباره بیشتر.
page-shift-weakens = با اطمینان کمتر گفته شد.
page-shift-strengthens = با اطمینان بیشتر گفته شد.
page-shift-concedes = آنچه درباره همه رد شده بود درباره بخشی تأیید می‌شود.
page-shift-reverses = آنچه رد شده بود تأیید می‌شود، یا برعکس.
page-shift-retracts = گوینده آن را پس می‌گیرد. با این کار خلاف آن گفته نشده است.
page-shift-corrects = گوینده آن را تصحیح می‌کند.
page-shift-shifts-scope = گفته‌ای از همان نوع درباره چیزی دیگر.
page-shift-shifts-subject = انکار رها و به موضوعی دیگر پرداخته می‌شود.
page-shift-shifts-blame = دیگری مقصر خوانده می‌شود.
page-shift-dates = زمانی جایی که نبود، یا زمانی دیگر.
page-headline-note = آنچه تیتر فراتر از همه جمله‌های زیر خود می‌گوید. واژه‌های تردید و محدودیت که جا انداخته خط خورده‌اند.
page-matrix-note = هر خانه آنچه منبعی درباره موضوعی می‌گوید را دارد، و اگر چند چیز گفته تقسیم شده است. هر دو سو با جمله‌هایشان در زیر آمده‌اند.
page-lanes = چه کسی کی سخن گفت
page-lanes-note = هر گوینده یک خط و هر گفته یک نشانه دارد. نشانه خط‌چین تاریخ معلومی ندارد و به ترتیب ثبت آمده است. خط خالی سکوتی است که کسی آن را جسته است.
page-undated = تاریخ نامعلوم
page-silent = خاموش
page-shape-says = می‌گوید چگونه است
page-shape-admits = می‌پذیرد، پوزش می‌خواهد
page-shape-binds = وعده، دستور، درخواست
page-shape-passes-on = بازمی‌گوید، نتیجه می‌گیرد
page-shape-takes-back = پس می‌گیرد، تصحیح می‌کند، سر باز می‌زند
page-now = در سنجش با زمان
page-filings = ثبت‌شده که خبر داده شد
page-quantities = ارقام مطرح
page-quantities-note = هر گفته یک سطر. نقطه عددی است که گفته شد، خط دامنه آن، و پیکان سری که باز مانده است.
page-magnitudes = بر پایه مرتبه بزرگی
page-sets = چه چیزهایی نام برده شد، و از سوی چه کسی
page-sets-note = نقطه پر نام برده شده و نقطه خالی نام برده نشده است، که انکار نیست. سطر آخر می‌گوید آیا چیزهای دیگری هم ممکن است.
page-member = نام‌برده
page-others = دیگران
page-named = اینجا نام برده شد
page-not-named = نام برده نشد
page-left-out = کنار گذاشته شد
page-ways = واژه‌ها از چه راهی رسیدند
page-ways-note = از جمله چاپ‌شده تا صاحب سخن، گام به گام. گام خط‌چین ترجمه ماشینی یا سندی است که کسی نشان نداده است. خط ضخیم‌تر سرچشمه‌های مستقل بیشتری دارد.
page-printed = چنان‌که چاپ شده
page-times = زمان گفتن در برابر زمان ثبت
page-times-note = در پهنا زمان گفتن و رو به بالا زمان ثبت در اینجا. هرچه زمان نامعلوم‌تر، خط بلندتر.
page-chain = سند به صورت زنجیره
page-chain-note = هر ورودی رویداد به ترتیب ثبت. مهره خط‌خورده نگه داشته شده و همچنان در جای خود است. آخری همه را امضا می‌کند.
page-card = چگونه تغییر کرد
