### The words of Bayan in Indonesian. Every file has the same keys with the same variables.

## What a statement does.

kind-policy = kebijakan
kind-key = kunci
kind-party = pihak
kind-incident = insiden
kind-thing = objek
kind-capture = penyalinan sumber
kind-utterance = ujaran
kind-silence = diam
kind-link = kaitan
kind-opinion = pendapat
kind-question = pertanyaan
kind-amend = koreksi catatan
kind-redaction = penahanan publikasi

## Speech acts: labels, which need not agree with the speaker in gender or number.

act-asserts = menyatakan
act-confirms = membenarkan
act-denies = membantah
act-admits = mengakui
act-alleges = menuduh
act-claims = mengeklaim
act-reports = melaporkan
act-explains = menjelaskan
act-infers = menyimpulkan
act-forecasts = memperkirakan
act-promises = berjanji
act-orders = memerintahkan
act-requests = meminta
act-urges = mendesak
act-announces = mengumumkan
act-reassures = menenangkan
act-apologises = meminta maaf
act-opines = berpendapat
act-disclaims = menyatakan penafian
act-recalls = mengingatkan kembali
act-cites = mengutip
act-hearsay = menyampaikan kabar dari pihak lain
act-declines = menolak berkomentar
act-observes-silence = mencatat kebungkaman
act-states-unclear = menyatakan belum jelas
act-frames = membingkai
act-retracts = menarik kembali
act-corrects = mengoreksi

## The nine answers. None may read like another.

answer-yes = ya
answer-no = tidak
answer-partly = sebagian
answer-attempted = dicoba
answer-unknown-to-source = sumber tidak tahu
answer-no-evidence-found = tidak ditemukan bukti
answer-not-said = tidak disebutkan
answer-declined = menolak menjawab
answer-withheld = diketahui tetapi tidak dibagikan

## What a source says its claim rests on.

basis-witnessed = disaksikan sumber
basis-document = dokumen
basis-experts = para ahli
basis-preliminary = temuan awal
basis-inferred = disimpulkan sumber
basis-hearsay = keterangan pihak lain
basis-none-found = sudah dicari, tidak ditemukan
basis-none-given = dasar tidak disebutkan

## How sure a source says it is.

certainty-certain = pasti
certainty-probable = besar kemungkinan
certainty-possible = mungkin
certainty-unstated = tidak dinyatakan

## How words reached their first listener.

channel-radio = radio
channel-tv = televisi
channel-press-conference = konferensi pers
channel-written-statement = pernyataan tertulis
channel-statement = pernyataan
channel-interview = wawancara
channel-agency-quote = keterangan kepada kantor berita
channel-notice = pemberitahuan
channel-letter-unseen = surat, tidak dilihat
channel-order = perintah
channel-social-post = unggahan media sosial
channel-forum-listing = iklan di forum atau pasar
channel-regulator-filing = laporan kepada regulator
channel-website-notice = pemberitahuan di situs web
channel-press-article = artikel pers
channel-headline = judul berita
channel-caption = keterangan gambar
channel-disclaimer = penafian
channel-rumour = desas-desus
channel-unspecified = tidak disebutkan

## Whether a set names all its members.

closure-open = mungkin ada lagi
closure-closed = hanya ini, tidak ada yang lain
closure-all-except = semua kecuali ini

## What is wrong with captured bytes.

defect-duplicate = tercetak lebih dari sekali
defect-stray = salah tempat
defect-garbled = tidak terbaca apa adanya
defect-truncated = terpotong
defect-furniture = elemen halaman

## Families of facets.

family-incident = insiden
family-attribution = atribusi
family-target = sasaran
family-confidentiality = kerahasiaan
family-integrity = integritas
family-availability = ketersediaan
family-data = data
family-evidence = bukti
family-response = tanggapan
family-commitment = komitmen
family-responsibility = tanggung jawab
family-market = pasar
family-relation = hubungan
family-reaction = reaksi
family-context = konteks
family-telling = penyampaian

## How words passed from one mouth to the next.

hop-publishes = menerbitkan
hop-own-voice = dengan suaranya sendiri
hop-quotes = mengutip langsung
hop-paraphrases = memparafrasakan
hop-cites-document = mengutip dokumen
hop-relays-for = berbicara atas nama
hop-hearsay-about = berbicara tentang, dari kabar
hop-republishes = menerbitkan ulang
hop-recalls-earlier = mengingatkan ucapan terdahulu
hop-informed-by = diberi tahu oleh
hop-translates = menerjemahkan
hop-observes-silence = mencatat kebungkaman
hop-unattributed = tanpa menyebut sumber

## Who or what made a translation, transcript or rendition.

maker-human = manusia
maker-machine = mesin
maker-unsaid = tidak disebutkan

## Words of doubt, bound and scope.

marker-preliminary = awal
marker-as-of-now = sejauh ini
marker-apparent = tampaknya
marker-only = hanya
marker-no-evidence-of = tidak ada bukti tentang
marker-form-limited = hanya dalam bentuk ini
marker-upper-bound = paling banyak
marker-lower-bound = paling sedikit
marker-approx = sekitar
marker-alleged = yang dituduhkan
marker-conditional = bentuk pengandaian
marker-seems = kelihatannya
marker-unclear-relation = kaitannya belum jelas
marker-vague-duration = jangka waktu tidak jelas
marker-open-set = antara lain
marker-exception = kecuali
marker-among = salah satu dari beberapa
marker-per-source = menurut sumber
marker-attempt = upaya
marker-mt-suspect = mungkin salah terjemahan mesin
marker-other = lainnya

## How a time lies to its anchor.

order-before = sebelum
order-after = setelah
order-during = selama
order-around = sekitar
order-until = hingga
order-since = sejak

## What kind of party.

party-person = orang
party-organisation = organisasi
party-unit = unit
party-office = jabatan
party-collective = kelompok orang
party-account = akun
party-anonymous = anonim
party-document = dokumen
party-publisher = penerbit
party-machine = mesin

## Which way a source holds a claim.

polarity-affirm = mengiyakan
polarity-deny = membantah
polarity-neutral = bukan keduanya

## What an amount of money is for.

price-per-sale = per penjualan
price-in-all = seluruhnya
price-unsaid = tidak disebutkan

## Why something is no longer served.

redaction-personal-data = memuat data pribadi
redaction-data-subject-request = permintaan orang yang bersangkutan
redaction-court-order = perintah pengadilan
redaction-legal-claim = dilarang undang-undang
redaction-safety = membahayakan seseorang
redaction-leaked-content = memuat konten bocoran
redaction-copyright = hak cipta
redaction-recorded-in-error = tercatat karena kekeliruan

## Why a recorder corrects an own record.

amend-transcription = salah salin
amend-offset = letak keliru dalam teks
amend-translation = terjemahan ditambah atau diperbaiki
amend-reattribution = dialihkan ke pihak lain
amend-merge = dua catatan digabung
amend-split = satu catatan dipecah dua
amend-inference-withdrawn = kesimpulan pencatat ditarik
amend-withdrawal = catatan ditarik

## How two claims, or two incidents, stand to each other.

relation-contradicts = bertentangan dengan
relation-in-tension = kurang selaras dengan
relation-number-conflict = angka bertentangan
relation-set-conflict = daftar bertentangan
relation-corroborates = menguatkan secara mandiri
relation-repeats-origin = mengulang asal yang sama
relation-explains = menjelaskan
relation-rival-cause = sebab lain untuk hal yang sama
relation-caused-by = disebabkan oleh
relation-answers = menjawab
relation-evades = menyinggung tanpa menjawab
relation-fulfils = memenuhi
relation-breaks = melanggar
relation-translation-of = terjemahan dari
relation-same-event = peristiwa yang sama
relation-part-of-event = bagian dari peristiwa
relation-related-unclear = mungkin terkait, belum jelas

## What was made of an artifact.

rendition-plain-text = teks polos
rendition-transcript = transkrip
rendition-translation = terjemahan
rendition-excerpt = cuplikan
rendition-image = gambar

## Why a key is revoked.

revoke-superseded = digantikan kunci lain
revoke-left-office = pemegang meninggalkan jabatan
revoke-lost = hilang
revoke-compromised = bocor
revoke-granted-in-error = diberikan karena kekeliruan

## What kind of thing.

thing-system = sistem
thing-service = layanan
thing-data-kind = jenis data
thing-place = tempat
thing-form = bentuk atau cara
thing-facet = aspek

## What a text leaves open about an extent.

unsure-members = apakah ini semuanya
unsure-exception = apakah yang dikecualikan ikut dihitung
unsure-limit = apakah pernyataan ini dibatasi

## What a key may be used for.

usage-record = mencatat ucapan pihak lain
usage-speak = berbicara atas nama sendiri
usage-operate = mengelola buku catatan

## Who may append.

appending-granted-keys = setiap kunci yang diberi izin
appending-operator-only = hanya pengelola

## Types of values.

type-answer = jawaban ya atau tidak
type-quantity = jumlah
type-bytes = volume data
type-money = uang
type-set = himpunan
type-time = waktu
type-duration = lama waktu
type-rate = frekuensi
type-ref = rujukan
type-text = teks

## What a signer says of a statement.

opinion-endorse = mendukung
opinion-dispute = menyanggah
opinion-repudiate = tidak mengakui

## Days of the week.

weekday-monday = Senin
weekday-tuesday = Selasa
weekday-wednesday = Rabu
weekday-thursday = Kamis
weekday-friday = Jumat
weekday-saturday = Sabtu
weekday-sunday = Minggu

## Which part of a publication.

zone-headline = judul
zone-subheading = subjudul
zone-lead = teras berita
zone-body = isi
zone-quotation = kutipan
zone-caption = keterangan gambar
zone-disclaimer = penafian
zone-furniture = elemen halaman

## Units of time, and of data.

unit-seconds = detik
unit-minutes = menit
unit-hours = jam
unit-days = hari
unit-weeks = minggu
unit-months = bulan
unit-years = tahun
data-byte = bita
data-kilo = kilobita
data-mega = megabita
data-giga = gigabita
data-tera = terabita
data-peta = petabita
data-base-decimal = dalam pangkat 1000
data-base-binary = dalam pangkat 1024
data-base-unsaid = basis tidak disebutkan

## Topics: named sets of facets.

topic-data-compromise = gangguan keamanan data
topic-intrusion = penyusupan
topic-outage = gangguan layanan
topic-integrity = integritas data
topic-extent = cakupan
topic-timing = waktu kejadian
topic-attribution = atribusi
topic-target = sasaran
topic-evidence = bukti
topic-response = tanggapan
topic-notification = pemberitahuan
topic-promises = janji
topic-blame = pihak yang disalahkan
topic-market = pasar
topic-relations = kaitan dengan insiden lain
topic-reaction = reaksi
topic-context = konteks
topic-telling = penyampaian

## Built-in facets: short labels. What each is about stands in English in facets.toml.

facet-incident-occurrence = terjadi atau tidak
facet-incident-attempt = upaya
facet-incident-success = keberhasilan upaya
facet-incident-intrusion = penyusupan
facet-incident-method = cara
facet-incident-count = jumlah serangan
facet-incident-time = waktu kejadian
facet-incident-time-noticed = waktu diketahui
facet-incident-time-ended = waktu berakhir
facet-incident-ongoing = masih berlangsung
facet-attribution-actor = pelaku
facet-attribution-claimed-by = pihak yang mengaku
facet-attribution-motive = motif
facet-attribution-origin = asal
facet-target-system = sistem yang disasar
facet-target-organisation = organisasi yang disasar
facet-target-sector = sektor yang disasar
facet-target-alias = nama lain sasaran
facet-target-property = sifat sasaran
facet-target-online = sasaran terjangkau daring
facet-target-data-held = data yang disimpan
facet-target-services-offered = layanan yang disediakan
facet-target-connections = lembaga yang terhubung
facet-target-records-held = rekaman yang disimpan
facet-confidentiality-access = akses ke data
facet-confidentiality-leak = kebocoran data
facet-confidentiality-loss = data jatuh ke tangan lain
facet-confidentiality-privacy = privasi terdampak
facet-confidentiality-types = jenis data yang terkait
facet-confidentiality-records = rekaman yang terkait
facet-confidentiality-subjects = orang yang terkait
facet-confidentiality-bytes = volume data yang terkait
facet-integrity-alteration = perubahan data
facet-integrity-destruction = perusakan data
facet-integrity-encryption = enkripsi oleh penyerang
facet-availability-outage = gangguan layanan
facet-availability-services = layanan yang terdampak
facet-availability-degree = tingkat gangguan
facet-availability-extent = lembaga atau tempat terdampak
facet-availability-users = pengguna terdampak
facet-availability-exempt = tidak terdampak
facet-availability-duration = lama gangguan
facet-availability-expected = perkiraan lama
facet-availability-restored = layanan pulih
facet-availability-restored-at = waktu layanan pulih
facet-availability-cause = sebab gangguan
facet-data-safety = keamanan data
facet-data-backup = cadangan data
facet-data-backup-rate = frekuensi pencadangan
facet-data-recovered = data dipulihkan
facet-evidence-state = bukti gangguan keamanan data
facet-evidence-basis = dasar pernyataan
facet-evidence-sample = sampel yang ditunjukkan
facet-evidence-authentic = keaslian yang beredar
facet-response-containment = penanggulangan
facet-response-contained-at = waktu dihentikan
facet-response-notification = pihak yang diberi tahu
facet-response-notified-at = waktu pemberitahuan
facet-response-classified-at = waktu digolongkan besar
facet-response-materiality-determined-at = waktu dinilai material
facet-response-ransom-paid-at = waktu tebusan dibayar
facet-response-investigation = penyelidikan
facet-response-investigators = penyelidik
facet-response-restoration = pemulihan
facet-response-hardening = penguatan
facet-response-suspension = penghentian sementara
facet-response-directive = arahan kepada pihak lain
facet-response-workaround = jalan alternatif
facet-response-apology = permintaan maaf
facet-response-compensation = ganti rugi
facet-commitment-investigate = janji menyelidiki
facet-commitment-restore = janji memulihkan
facet-commitment-mitigation = janji mengurangi risiko
facet-commitment-notify = janji memberi tahu
facet-commitment-disclose = janji mempublikasikan
facet-commitment-compensate = janji memberi ganti rugi
facet-commitment-policy = janji tentang kebijakan ke depan
facet-responsibility-blame = pihak yang disalahkan
facet-responsibility-violation = pelanggar aturan atau perjanjian
facet-responsibility-liability = pihak yang harus bertanggung jawab
facet-responsibility-reason = alasan disalahkan
facet-market-offer = ditawarkan untuk dijual
facet-market-sale = terjual
facet-market-place = tempat penjualan
facet-market-buyers = jumlah pembeli
facet-market-price = harga
facet-market-payment = cara pembayaran
facet-market-ransom = tebusan
facet-relation-caused-by = disebabkan oleh
facet-relation-explains = dijelaskan oleh
facet-relation-related = mungkin terkait dengan
facet-relation-same-incident = insiden yang sama dengan
facet-reaction-response = reaksi pihak lain
facet-reaction-concern = kekhawatiran publik
facet-reaction-duration = lama reaksi
facet-reaction-statement = isi reaksi
facet-context-legal = hukum dan perjanjian
facet-context-background = latar belakang
facet-context-opinion = pendapat
facet-telling-time = waktu penyampaian
facet-telling-place = tempat penyampaian
facet-telling-channel = saluran penyampaian
facet-telling-first-known = yang pertama tahu atau menyampaikan
facet-telling-prompted-by = dipicu oleh
facet-telling-translation = terjemahan ucapan

## What a claim says of harm.

harm-affirmed = dampak dinyatakan ada
harm-denied = dampak dibantah
harm-open = dampak belum jelas

## The status of a facet.

status-unstated = belum dinyatakan
status-affirmed = dinyatakan ada
status-denied = dibantah
status-contested = diperselisihkan
status-open = masih terbuka

## How a position moved.

shift-first = posisi pertama
shift-repeats = mengulang
shift-rewords = mengubah kata-kata
shift-elaborates = memerinci
shift-quantifies = memberi angka
shift-raises = menaikkan angka
shift-lowers = menurunkan angka
shift-narrows = mempersempit
shift-widens = memperluas
shift-weakens = melemahkan
shift-strengthens = menguatkan
shift-concedes = mengakui
shift-reverses = berbalik posisi
shift-retracts = menarik kembali
shift-corrects = mengoreksi
shift-shifts-scope = menggeser cakupan
shift-shifts-subject = menggeser pokok bahasan
shift-shifts-blame = mengalihkan kesalahan
shift-dates = memberi tanggal

## How sources conflict.

conflict-contradicts = pertentangan
conflict-in-tension = ketidakselarasan
conflict-number-conflict = angka bertentangan
conflict-set-conflict = daftar bertentangan
conflict-time-conflict = waktu bertentangan
conflict-rival-cause = sebab yang berbeda

## Where a relation comes from, and whether an order is known.

ground-computed = dihitung
ground-recorded = dicatat
ground-inferred = disimpulkan
sequence-known = urutan diketahui
sequence-unknown = tidak dapat diurutkan

## Headings.

head-ask = Apa yang dikatakan
head-history = Perubahan posisi
head-retold = Diceritakan lain oleh yang tercatat sejak itu; tidak ada posisi yang berubah
head-diff = Apa yang berubah
head-blame = Asal setiap nilai
head-conflicts = Perbedaan antarsumber
head-responsibility = Siapa disalahkan, oleh siapa
head-silent = Siapa yang belum berbicara
head-promises = Janji
head-questions = Pertanyaan
head-clocks = Tenggat hukum
head-headline-check = Judul dibandingkan isi
head-gaps = Tidak ditampilkan
head-corrections = Koreksi oleh pencatat
head-origins = Asal yang mandiri
head-sources = Sumber

## Labels of fields: the four roles, the five times, and the rest.

label-speaker = pembicara
label-publisher = penerbit
label-recorder = pencatat
label-signer = penanda tangan
label-event = terjadi
label-said = dikatakan
label-published = diterbitkan
label-captured = disalin
label-recorded = dicatat
label-entry = entri
label-proof = bukti pencatatan
label-scope = cakupan
label-as-of = per tanggal
label-until = hingga
further-notice = sampai pemberitahuan lebih lanjut
label-due = tenggat

## States of promises, orders and questions.

state-open = terbuka
state-closed = ditutup
state-answered = terjawab
state-kept = dipenuhi
state-broken = dilanggar
state-overdue = lewat tenggat
state-no-date = tanpa tanggal
state-unknown-date = tanggal tidak diketahui

## Who and what is meant.

nobody = tidak disebutkan siapa
one-of = salah satu dari { $list }
position-of = posisi { $party }
as-far-as = sejauh penelusuran { $party }
whole = keseluruhan
all-except = semua kecuali { $list }
now = sekarang
before = sebelumnya
list-separator = { ", " }

## Bounds of a number. The number comes ready for reading.

amount-at-least = paling sedikit { $number }
amount-at-most = paling banyak { $number }
amount-above = lebih dari { $number }
amount-below = kurang dari { $number }
amount-about = sekitar { $number }
amount-between = antara { $low } dan { $high }
amount-several = beberapa
amount-unstated = jumlah tidak disebutkan

## Notes beside a claim.

not-said = tidak disebutkan
machine-translation = terjemahan mesin
document-not-seen = dokumen tidak dilihat
withheld-by-entry = tidak ditampilkan, oleh entri { $entry }
gap-amend = apa yang dikoreksi atau ditarik ikut tidak ditampilkan; catatan { $party } yang lebih awal mungkin termasuk ({ $count } berlaku di sini)
possible-time = mungkin (waktunya tidak pasti)
role-perhaps = mungkin untuk { $party }: perannya saat itu tidak pasti
role-uncertain = mungkin bukan atas namanya: peran saat itu tidak pasti
artifact-withheld = kata-kata artefak { $artifact } tidak ditampilkan

## Dates with holes. What stands in parentheses is not in the date.

date-range = { $from } – { $to }
date-open-start = (awal terbuka)
date-open-end = (akhir terbuka)
date-unknown-start = (awal tidak diketahui)
date-unknown-end = (akhir tidak diketahui)
date-uncertain = { $date } (tidak pasti)
date-approximate = { $date } (kira-kira)
date-uncertain-approximate = { $date } (tidak pasti dan kira-kira)
date-day-unknown = { $date } (hari tidak diketahui)
date-month-unknown = { $date } (bulan tidak diketahui)
date-month-day-unknown = { $date } (bulan dan hari tidak diketahui)
date-some-year = suatu tahun antara { $from } dan { $to }
date-in-some-year = { $date }, { $year }
date-utc = { $time } UTC
date-offset = { $time } UTC{ $offset }

## Lengths of time.

span-seconds = { $n } detik
span-minutes = { $n } menit
span-hours = { $n } jam
span-days = { $n } hari
span-weeks = { $n } minggu
span-months = { $n } bulan
span-years = { $n } tahun
span-two = { $large } { $small }

## Answers about an incident.

entry-number = entri { $entry }
held-entries = buku memuat { $entries } entri
said-by-time = diucapkan sampai { $time }
carried-by = dimuat oleh { $party }
attests-read = “Saya membaca kata-kata ini demikian”; orang lain yang mengucapkannya
attests-said = “Saya sendiri yang mengatakannya”
attests-behalf = “Saya mengatakannya atas nama { $office }”
how-sure-not-stated = tingkat keyakinan tidak disebut
rests-on = berdasar: { $basis }
stance-of-hop = sikap mata rantai { $hop }
verb-of-hop = dari mata rantai { $hop }
scope-system = sistem
scope-data = data
scope-form = bentuk
scope-organisation = organisasi
scope-place = tempat
scope-via = melalui
as-of-these-words = sampai saat kata-kata ini
as-of-time = per { $time }
some-except = { $list } kecuali { $out }
left-open = dibiarkan terbuka: { $what }
anchor-this-utterance = ujaran ini
anchor-this-publication = terbitan ini
anchor-this-capture = salinan ini
inferred-from = disimpulkan: { $grounds }
inferred-by = disimpulkan oleh { $party }: { $grounds }
per-item = per { $item }
converted = dikonversi: { $amount }
converted-by = dikonversi oleh { $party }: { $amount }
set-none = tidak ada
set-some = beberapa, tidak disebut
part-of = { $part }, dari { $whole }
rate-every = { $amount } setiap { $span }
origins = { $n } asal mandiri
count-conflicts = { $n } pertentangan
count-silences = { $n } sikap diam
count-gaps = { $n } pernyataan yang ditahan
count-taken-back = { $n } klaim ditarik
count-corrections = { $n } koreksi pencatat
count-possible = { $n } klaim yang mungkin diucapkan kemudian
head-statuses = Status tiap segi
head-positions = Siapa berpegang pada apa
head-taken-back = Ditarik
head-elsewhere = Disusul perkataan tentang hal lain
head-possible = Mungkin diucapkan kemudian
head-new-conflicts = Pertentangan baru
head-gone-conflicts = Pertentangan yang sudah tiada
head-other-records = Tautan, sikap diam, pertanyaan dan pendapat baru
head-moved-last = Pergeseran terakhir
label-claim = klaim
label-act = tindak
label-markers = penanda
label-via = lewat
label-moved = bergeser
label-from-widest = dari terluas
label-words = kata-kata
label-titles = judul
label-note = catatan
note-of-signer = oleh penanda tangan:
label-declared = didaftarkan
label-amended = diperbaiki
in-entry-by = di entri { $entry } oleh { $party }
label-by-recorder = dari pencatat
label-from = dari
label-to = sampai
no-words = tanpa kata: disimpulkan pencatat
nobody-said = Belum ada yang tercatat tentang ini.
nobody-surely-said = Tidak ada yang tercatat tentang itu yang pasti sudah dikatakan saat itu.
none-stands = Tak ada yang tercatat tentang ini yang masih berlaku; `bayan history` menampilkan apa yang terjadi dengannya.
nothing-changed = Tidak ada yang berubah.
not-stated = tidak disebut
stands-now = masih berlaku
stands-no-more = disusul yang kemudian
overruled-by = disusul oleh perkataan { $party } sendiri
followed-by-voices = suara lain sudah berbicara sesudahnya: { $list }
headline-only = hanya dalam judul
headline-origins = { $n } hanya dalam judul
values-differ = tidak semua menyebut hal yang sama
holds-nothing = menarik kembali, tanpa menyatakan apa pun sendiri
takes-of-another = menyebut { $claim } ditarik: kata-kata sumber lain, yang tetap berlaku
against = berhadapan dengan
conflicts-cut = Pertentangan lebih banyak daripada yang didaftar.
one-source = di dalam satu sumber, { $party }: bukan pertentangan antarsumber
one-source-unordered = di dalam satu sumber, { $party }, yang urutan ucapannya tidak diketahui: bukan pertentangan antarsumber
on-both-sides = di kedua pihak: { $party }; di antara ucapannya sendiri ini bukan pertentangan antarsumber
grounds-time = (urutan dari waktunya)
grounds-anchor = (urutan: yang satu disebut dari yang lain)
grounds-text = (urutan dari letaknya dalam satu teks)
rule-target = menyebut klaim terdahulu
rule-side = menurut pihak
rule-sides = menurut pihak
rule-scope = menurut cakupan
rule-limit = menurut batas
rule-certainty = menurut keyakinan
rule-bounds = menurut batas angka
rule-members = menurut anggota
rule-time = menurut waktu
rule-times = menurut waktu
rule-telling = dua laporan tentang ucapan yang sama
rule-reference = menurut rujukan
rule-references = menurut rujukan
rule-subject = menurut pokok
rule-wording = menurut kata-kata
body-missing = isi entri { $entry } tidak ada
bytes-range = bita { $start }..{ $end }
with-key = dengan kunci { $key }
from-claim = dari { $claim }
said-before-that = dikatakan sebelumnya
taken-back-by = ditarik atau dikoreksi oleh { $claim }
not-after = tidak sesudah { $time }
not-before = tidak sebelum { $time }
entries-concern = { $n } entri terkait
entries-older = dan { $n } yang lebih lama
had-not-answered = { $party } belum menjawab
recorder-corrected = { $party } mengoreksi { $list } dalam entri { $entry }
recorder-withdrew = { $party } menarik { $list } dalam entri { $entry }
records-between = entri { $entry } mencatat di antara keduanya: { $relation } ({ $from } → { $to })

## Answers on conflicts, responsibility, silences, promises, questions, headlines and clocks.

state-contested = dipersengketakan
state-withdrawn = ditarik atau dikoreksi
state-ended = berakhir: batasnya sudah tiba
timing-not-due = belum jatuh tempo
timing-due = jatuh tempo
timing-overdue = waktunya sudah lewat
timing-cannot-tell = tidak dapat dikatakan sudah jatuh tempo atau belum
timing-late = terlambat: baru dikatakan ditepati setelah waktunya
answered-no = terbuka: tidak ada jawaban tercatat
answered-yes = terjawab
answered-cannot-tell = tidak dapat dipastikan apakah sudah terjawab saat itu
answered-disputed = terjawab, dan setiap jawaban dibantah
stands-silent = belum bicara sejak itu, sejauh yang tercatat
stands-cannot-tell = tidak dapat dikatakan sudah bicara atau belum sejak itu
stands-spoke = sudah bicara sejak itu
bounded-told = menurut teksnya
bounded-publication = menurut waktu terbit
bounded-capture = menurut waktu disalin
bounded-entry = menurut waktu dicatat
heard-on-it = bicara tentang tuduhan itu
heard-for-it = lembaga induknya bicara tentang tuduhan itu
heard-perhaps = mungkin: { $heard }
heard-declined = menolak bicara tentang itu
heard-elsewhere = bicara, tetapi tentang hal lain
heard-reported-silent = tidak terdengar: diamnya tercatat
heard-nothing-recorded = tidak ada yang tercatat darinya
gain-doubt-dropped = keraguan dihilangkan
gain-scope-widened = cakupan diperluas
gain-degree-raised = tingkat dinaikkan
gain-degree-lowered = tingkat diturunkan
gain-opposed = mengatakan sebaliknya
deadline-no-figure = tidak ada tenggat berupa angka
deadline-met = disampaikan kepada suatu pihak sebelum tenggat
deadline-after = disampaikan kepada suatu pihak setelah tenggat
deadline-filed-untold = disampaikan kepada suatu pihak; sebelum atau setelah tenggat tidak dapat dikatakan
deadline-told-to-unsaid = disampaikan kepada suatu pihak; tidak dikatakan apakah kepada yang Anda tanyakan
deadline-told-perhaps = disampaikan oleh yang hanya mungkin berbicara atas nama pihak itu: peran saat itu tidak pasti
deadline-told-by-another = hanya diceritakan pihak lain; tidak dikatakan apakah itu yang diminta
deadline-running = tidak ada pengajuan tercatat, masih berjalan
deadline-passed = tidak ada pengajuan tercatat, tenggat lewat
deadline-untold = tidak ada pengajuan tercatat; tidak dapat dikatakan tenggat sudah lewat atau belum
start-awareness = saat mengetahui
start-noticing = saat menyadari atau diberi tahu
start-reasonable-belief = saat cukup yakin itu terjadi
start-failure = kegagalan melindungi data
start-classification = penggolongan sebagai besar
start-materiality-determination = penetapan bahwa itu material
start-ransom-payment = pembayaran tebusan
later-cannot-tell = tidak dapat dikatakan sejak itu atau bukan
head-unheard = Dituduh pihak lain, dan tidak ada kata mereka sendiri yang tercatat
head-cleared = Siapa yang dilepaskan dari tuduhan, oleh siapa
head-blame-open = Yang dibiarkan terbuka
no-conflict = Tidak ada pertentangan antara klaim yang berlaku.
no-headline = Tidak ada judul tercatat yang melampaui isinya.
no-promise = Tidak ada janji, perintah, atau permintaan tercatat.
no-question = Tidak ada pertanyaan tercatat.
no-open-question = Tidak ada pertanyaan yang masih terbuka.
no-silence = Tidak ada sikap diam yang tercatat.
none-readable = Tidak ada yang ditemukan dalam yang dapat dibaca. Yang tidak ditampilkan mungkin memuat sesuatu.
nobody-blamed = Tidak ada yang dituduh dalam catatan.
no-clock-starts = Tidak ada klaim yang memulai tenggat menurut: { $list }
label-asked = diajukan
label-binds = mengikat
label-blamed = dituduh
label-blamed-by = oleh
label-cleared = dilepaskan dari tuduhan
label-named = disebut
label-followed-by = disusul oleh
label-caveat = catatan
label-deadline = tenggat
label-filed-with = kepada
label-heard = didengar
label-in-force = berlaku
label-instrument = hukum
label-on = tentang
label-publication = terbitan
label-put-to = kepada siapa
label-source = sumber
label-stage = tahap
label-started = mulai
against-own-words = terhadap kalimat sumber yang sama dalam isi:
against-anybodys-words = terhadap semua kalimat isi, karena sumber judul tidak punya kalimat di sana:
beyond-each-otherwise = melampaui setiap kalimat dengan cara berbeda
beyond-unsaid = tidak ada kalimat isi yang tercatat yang menyebutnya
blame-alleged = disebut sebagai dugaan
blame-headline = hanya dalam judul
blame-hearsay = dari kabar angin
blame-own = tanggung jawab penutur sendiri
blame-of-itself = penutur berbicara tentang dirinya sendiri
blamed-for = atas
taken-back = ditarik atau dikoreksi oleh
silence-recorded-in = sikap diam tercatat dalam { $list }
recorded-of-withheld = tercatat dalam { $list }: kata-katanya tidak ditampilkan
both-sides = kedua pihak menyebut
only-one-side = hanya pihak satu yang menyebut
only-other-side = hanya pihak lain yang menyebut
only-one-side-leaves-out = hanya pihak satu yang mengecualikan
only-other-side-leaves-out = hanya pihak lain yang mengecualikan
both-sides-leave-out = kedua pihak mengecualikan
bounds-one-side = batas pihak satu
bounds-other-side = batas pihak lain
side-one = pihak satu
side-other = pihak lain
came-true = yang menjadi batasnya
fell-due = yang mendahuluinya
clocks-not-judged = Dihitung dari klaim tercatat dan tabel aturan. Tidak dinilai apakah suatu aturan mengikat seseorang di sini, apakah insiden mencapai ambangnya, apakah yang diberi tahu memang yang harus diberi tahu, dan apakah suatu pengajuan cukup.
declined-since = menolak mengatakan
disputed-by = dibantah oleh { $list }
dropped-words = tanpa { $list }
filing-on-record = tercatat: { $time }
told-to = disampaikan kepada { $list }
to-whom-unsaid = tidak dikatakan kepada siapa
addressed-untold = mungkin yang Anda tanyakan
clocks-only-to = Yang dihitung hanya yang disampaikan kepada { $list }, kepada induknya, atau kepada bagiannya. Pengajuan yang tidak mengatakan kepada siapa, atau hanya dengan kata-kata, tercantum terakhir dan tidak menentukan apa pun.
filer-other = diceritakan pihak lain
filer-perhaps = mungkin disampaikan olehnya: peran saat itu tidak pasti
filer-untold = tidak dikatakan oleh siapa
may-answer = mungkin menjawabnya (dihitung)
now-by-clock = jam mesin ini
on-anything = tentang apa pun
only-proposed = diusulkan dan belum berlaku: tenggatnya menunjukkan apa yang akan diminta
silent-on-claims = tidak menjawab
source-cited = dirujuk, tidak dibaca untuk tabel
source-read = dibaca untuk tabel
spoke-before = pernah bicara sebelumnya; yang mencari tidak menemukannya
spoke-since = sejak itu
started-by = dimulai oleh
starts-before-force = dimulai sebelum ini berlaku
to-anybody = siapa pun yang bisa menjawab
waits-for-claim = belum mulai: tidak ada klaim berlaku tentang { $list }
waits-for-filing = belum mulai: menunggu pengajuan tahap sebelumnya
within-from = dalam { $span }, sejak { $start }
within-union = { $span } menurut hitungan Peraturan 1182/71
within-words = { $span }, sejak { $start }
within-business-days = { $n } hari kerja
label-told-by = menurut
label-opinion = pendapat tercatat
opinions-recorded = { $n } pendapat tercatat
label-to-whom = kepada
with-others = { $party }, beserta yang berbicara atas namanya
change-new = baru
change-again = berlaku lagi
change-corrected = dikoreksi oleh pencatat
change-withdrawn = catatan ditarik oleh pencatat
change-no-longer = tidak lagi berlaku bagi sumber ini
gave-way-to = digantikan oleh { $claim }
head-clocks-filed = Dengan pengajuan tercatat
head-clocks-unfiled = Dimulai oleh klaim, tanpa pengajuan tercatat
not-in-force-then = Belum berlaku saat dimulai, atau baru diusulkan: { $list }
regimes-how = { $one } menampilkan satu selengkapnya, { $all } semuanya
regimes-left-out = { $n } rezim tidak dicantumkan
duties-left-out = { $n } kewajiban tidak bertenggat dalam angka

## The verifier in the page.

verify-heading = Periksa halaman ini
verify-busy = Memeriksa: { $done } dari { $all } entri
verify-good = Setiap teks di halaman ini yang disebut ditandatangani memang itulah yang ditandatangani.
verify-bad = Tidak semua di halaman ini sama dengan yang ditandatangani. Tempat: { $n }
verify-broken = Bundel di dalam halaman ini tidak lolos pemeriksaan, jadi tidak ada yang terbukti: { $why }
verify-broken-at = entri { $entry }: { $why }
verify-strength-checkpoint = Kedua kunci log menandatangani pohon ini; orang lain mungkin diperlihatkan pohon lain.
verify-strength-witnessed = Kedua kunci log menandatangani pohon ini, begitu pula { $n } saksi yang disebut oleh buku besar itu sendiri.
verify-pin-own = Dibandingkan dengan pin yang Anda berikan.
verify-pin-inside = Hanya dibandingkan dengan pin di dalam berkas ini. Pin itu datang bersama halaman, jadi tidak menunjukkan siapa pembuatnya.
verify-pin-none = Tidak dibandingkan dengan pin apa pun: tidak terlihat buku besar ini milik siapa.
verify-pin-label = Pin buku besar, yang Anda peroleh dari tempat lain
verify-pin-file = atau berkasnya
verify-pin-use = Bandingkan dengan pin ini
verify-pin-unread = Ini bukan pin: pin memiliki origin, entry_0, receipts dan log.
verify-again = Periksa lagi
verify-save = Simpan bundel
verify-save-why = Siapa pun yang mengubah halaman dapat pula mengubah skripnya. Simpan bundel dan periksa dengan program lain:
verify-only-proven = Tampilkan hanya yang terbukti
verify-everything = Tampilkan semuanya
verify-entries = Entri yang tanda tangannya diperiksa: { $n }
verify-whole = Setiap entri buku besar ada di sini: tidak ada yang ditinggalkan, dan tidak ada lanjutannya.
verify-part = Tentang hal ini tidak ada yang ditinggalkan sampai entri { $n }; apakah ada lanjutannya tidak terlihat.
verify-withheld = Pernyataan dan artefak yang ditahan: { $n }
verify-unchecked = Tidak dapat dibandingkan, karena bertumpu pada yang ditahan atau tidak ada: { $n }
verify-sentences-all = Setiap kalimat dalam bundel tentang hal ini ada di halaman.
verify-sentences-lack = Kalimat bundel yang ditinggalkan halaman: { $n }
verify-sentences-cut = Halaman menyatakan ada kalimat yang ditinggalkan; yang mana tidak diperiksa.
verify-counts = Teks terbukti: { $proven }; dihitung: { $computed }; kata halaman sendiri: { $own }
verify-state-proven = terbukti: inilah yang ditandatangani
verify-state-computed = dihitung oleh pembuat halaman, tidak terbukti
verify-state-own = kata-kata halaman itu sendiri
verify-state-differs = berbeda dari yang ditandatangani
verify-state-unproven = tidak terbukti
verify-state-misplaced = ditandatangani, tetapi bukan pada tempatnya
verify-state-unmarked = teks tanpa bukti
verify-state-forbidden = sesuatu yang menyembunyikan atau menambah teks
verify-signed = Yang ditandatangani: { $text }
verify-more = dan lainnya: { $n }
verify-words-unknown = Kata-kata halaman ini bukan yang dikenal skrip ini, jadi tidak dijadikan pegangan.
verify-limits = Yang tidak ditunjukkan: apakah yang dikatakan memang demikian; juga letak, lebar, warna dan urutan, yang milik halaman sendiri.

## The page that a report is. Its own words hold no digits and no quotation marks: what has them is proven or computed.

page-skip = Ke laporan
page-kicker = Apa yang dikatakan, oleh siapa, dan bagaimana berubah
page-lede = Catatan pernyataan: siapa mengatakan apa, dengan kata apa, dan bukti catatan itu. Catatan ini tidak memberi putusan.
page-unverified = Belum diperiksa. Bila skrip diizinkan, halaman ini memeriksa sendiri tanda tangan dan kutipannya, tanpa jaringan. Bila tidak, periksa bundelnya dengan bayan check-proof.
page-held = Buku besar memuat
page-entries = entri: { $n }
page-said-by = Dikatakan sampai
page-all-said = semua yang tercatat
page-checkpoint = Titik periksa
page-size = ukuran
page-earlier = Laporan menunjukkan saat yang lebih awal daripada yang ditandatangani titik periksa.
page-witnesses = Saksi
page-no-witness = tidak ada: tidak ditunjukkan apakah orang lain melihat log yang sama
page-no-verdict = Setiap baris mengatakan siapa berkata apa. Ini bukan putusan.
page-of-harm = Kerugian: terjadi atau tidak, menurut siapa
page-of-other = Hal lain
page-facet = hal
page-stands = status
page-more = dan { $n } lagi
page-one-of = salah satu dari
page-as-table = Sama dalam bentuk tabel
page-how-sure = seberapa yakin
page-artifact = teks tangkapan
page-attests = tanda tangan menyatakan
page-bytes = bita
page-value = apa isinya
page-stands-no-more = tidak lagi dipegang
page-evidence = Bukti
page-evidence-note = Setiap pernyataan di halaman ini dengan kalimat persisnya. Buka untuk melihatnya dalam teks tangkapan, dan siapa menandatangani apa.
page-open-evidence = Di dalam teksnya, dan siapa yang menandatangani
page-all-claims = Semua klaim
page-corrections-note = Perbaikan catatan oleh yang mencatatnya. Tidak ada yang berubah pikiran karenanya.
page-no-correction = Tidak ada yang tercatat.
page-gaps-note = Ada sesuatu di sini yang ditahan. Rantainya utuh, dan celahnya tetap terlihat.
page-no-gap = Tidak ada yang ditahan.
page-glossary = Istilah yang dipakai
page-facets = Daftar hal
page-all-title = Semua insiden dalam buku besar
page-ladder = Sejauh mana masih berlaku
page-ladder-note = Baca dari atas ke bawah. Anak tangga lebar berbicara tentang semua yang semula disebut, yang sempit tentang sebagian. Garis luar menunjukkan yang terlebar yang pernah dikatakan. Lebar menunjukkan apa termasuk dalam apa, dan tidak mengukur jumlah.
page-ladder-once = Dikatakan sekali, tanpa berubah
page-key-unsure = dikatakan dengan ragu
page-key-was = yang terlebar sebelumnya
page-about-denied = Semua yang berpihak mengatakan itu tidak terjadi. Yang dibantah hanya selebar kata mereka.
page-about-affirmed = Ada yang mengatakan itu terjadi, setidaknya sebagian.
page-about-open = Tidak ada yang berpihak: tidak ditemukan bukti, tidak diketahui, tidak dikatakan, menolak menjawab.
page-about-contested = Pernyataan yang berlaku tidak mungkin keduanya demikian.
page-about-origins = Pengulangan satu sumber dihitung sekali, begitu pula organisasi bersama juru bicaranya.
page-about-stands = Pembicara belum mengatakan apa pun yang menggantikannya, dan belum menariknya.
page-about-scope = Sejauh mana kata itu berlaku: sistem, data, bentuk, lembaga, tempat mana. Tanpa itu, yang dimaksud keseluruhan.
page-shift-repeats = Hal yang sama lagi.
page-shift-rewords = Hal yang sama dengan kata lain.
page-shift-elaborates = Lebih banyak tentang hal yang sama.
page-shift-quantifies = Angka yang tadinya tidak ada, atau lebih dekat.
page-shift-raises = Angka lebih tinggi.
page-shift-lowers = Angka lebih rendah.
page-shift-narrows = Hal yang sama atas yang lebih sedikit.
page-shift-widens = Hal yang sama atas yang lebih banyak.
page-shift-weakens = Dikatakan dengan kepastian lebih kecil.
page-shift-strengthens = Dikatakan dengan kepastian lebih besar.
page-shift-concedes = Yang dibantah untuk semua diakui untuk sebagian.
page-shift-reverses = Yang dibantah diakui, atau sebaliknya.
page-shift-retracts = Pembicara menariknya. Kebalikannya tidak dengan itu dikatakan.
page-shift-corrects = Pembicara memperbaikinya.
page-shift-shifts-scope = Pernyataan sejenis tentang hal lain.
page-shift-shifts-subject = Bantahan ditinggalkan untuk hal lain.
page-shift-shifts-blame = Pihak lain disalahkan.
page-shift-dates = Waktu yang tadinya tidak ada, atau waktu lain.
page-headline-note = Apa yang dikatakan judul melampaui setiap kalimat di bawahnya. Kata ragu dan pembatas yang dihilangkannya dicoret.
page-matrix-note = Setiap sel memuat kata suatu sumber tentang suatu hal, terbagi bila berkata beberapa hal. Kedua pihak ada di bawah dengan kalimatnya.
page-lanes = Siapa berbicara kapan
page-lanes-note = Satu jalur per pembicara, satu tanda per pernyataan. Tanda putus-putus tanpa tanggal dan mengikuti urutan catatan. Jalur kosong adalah kebisuan yang telah dicari seseorang.
page-undated = tanggal tidak diketahui
page-silent = bungkam
page-shape-says = menyatakan
page-shape-admits = mengakui, meminta maaf
page-shape-binds = berjanji, memerintah, meminta
page-shape-passes-on = meneruskan, menyimpulkan
page-shape-takes-back = menarik, memperbaiki, menolak
page-now = Dibandingkan dengan saat
page-filings = tercatat dilaporkan
page-quantities = Angka yang beredar
page-quantities-note = Satu baris per pernyataan. Titik adalah angka yang disebut, garis rentangnya, panah ujung yang dibiarkan terbuka.
page-magnitudes = menurut orde besaran
page-sets = Apa yang disebut, dan oleh siapa
page-sets-note = Titik penuh disebut, titik kosong tidak disebut, yang bukan bantahan. Baris terakhir mengatakan apakah mungkin ada yang lain.
page-member = yang disebut
page-others = lainnya
page-named = disebut di sini
page-not-named = tidak disebut
page-left-out = dikecualikan
page-ways = Lewat jalan mana kata itu sampai
page-ways-note = Dari kalimat tercetak sampai pemilik kata, langkah demi langkah. Langkah putus-putus adalah terjemahan mesin atau dokumen yang tak pernah ditunjukkan. Garis lebih tebal memiliki lebih banyak asal independen.
page-printed = seperti tercetak
page-times = Dikatakan dan dicatat
page-times-note = Mendatar, kapan dikatakan; ke atas, kapan dicatat di sini. Garis sepanjang ketidakpastian waktunya.
page-chain = Catatan sebagai rantai
page-chain-note = Setiap entri insiden menurut urutan log. Manik yang dicoret ditahan dan tetap di tempatnya. Yang terakhir menandatangani semuanya.
page-card = Bagaimana itu bergeser
