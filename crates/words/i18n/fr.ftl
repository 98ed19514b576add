### The words of Bayan in French. Every file has the same keys with the same variables.

## What a statement does.

kind-policy = politique
kind-key = clé
kind-party = partie
kind-incident = incident
kind-thing = objet
kind-capture = capture
kind-utterance = propos
kind-silence = silence
kind-link = lien
kind-opinion = avis
kind-question = question
kind-amend = rectification de l’enregistrement
kind-redaction = occultation

## Speech acts: labels, which need not agree with the speaker in gender or number.

act-asserts = affirme
act-confirms = confirme
act-denies = dément
act-admits = reconnaît
act-alleges = allègue
act-claims = prétend
act-reports = rapporte
act-explains = explique
act-infers = déduit
act-forecasts = prévoit
act-promises = promet
act-orders = ordonne
act-requests = demande
act-urges = exhorte
act-announces = annonce
act-reassures = rassure
act-apologises = présente des excuses
act-opines = donne son avis
act-disclaims = émet une réserve
act-recalls = rappelle
act-cites = cite
act-hearsay = rapporte un ouï-dire
act-declines = refuse de s’exprimer
act-observes-silence = constate un silence
act-states-unclear = dit que ce n’est pas clair
act-frames = présente ainsi
act-retracts = se rétracte
act-corrects = rectifie

## The nine answers. None may read like another.

answer-yes = oui
answer-no = non
answer-partly = en partie
answer-attempted = tenté
answer-unknown-to-source = la source l’ignore
answer-no-evidence-found = aucun élément trouvé
answer-not-said = non dit
answer-declined = refus de répondre
answer-withheld = connu mais non divulgué

## What a source says its claim rests on.

basis-witnessed = constaté par la source
basis-document = un document
basis-experts = des experts
basis-preliminary = premiers constats
basis-inferred = déduit par la source
basis-hearsay = ouï-dire
basis-none-found = recherche sans résultat
basis-none-given = aucun fondement indiqué

## How sure a source says it is.

certainty-certain = certain
certainty-probable = probable
certainty-possible = possible
certainty-unstated = non précisé

## How words reached their first listener.

channel-radio = radio
channel-tv = télévision
channel-press-conference = conférence de presse
channel-written-statement = déclaration écrite
channel-statement = déclaration
channel-interview = entretien
channel-agency-quote = propos à une agence de presse
channel-notice = avis
channel-letter-unseen = lettre, non vue
channel-order = ordre
channel-social-post = publication sur un réseau social
channel-forum-listing = annonce sur un forum ou un marché
channel-regulator-filing = dépôt auprès d’un régulateur
channel-website-notice = avis sur un site web
channel-press-article = article de presse
channel-headline = titre
channel-caption = légende
channel-disclaimer = avertissement
channel-rumour = rumeur
channel-unspecified = non précisé

## Whether a set names all its members.

closure-open = il peut y en avoir d’autres
closure-closed = ceux-ci et aucun autre
closure-all-except = tous sauf ceux-ci

## What is wrong with captured bytes.

defect-duplicate = imprimé plus d’une fois
defect-stray = n’a pas sa place ici
defect-garbled = illisible en l’état
defect-truncated = tronqué
defect-furniture = habillage de page

## Families of facets.

family-incident = incident
family-attribution = attribution
family-target = cible
family-confidentiality = confidentialité
family-integrity = intégrité
family-availability = disponibilité
family-data = données
family-evidence = éléments de preuve
family-response = réponse
family-commitment = engagement
family-responsibility = responsabilité
family-market = marché
family-relation = relation
family-reaction = réaction
family-context = contexte
family-telling = le récit

## How words passed from one mouth to the next.

hop-publishes = publie
hop-own-voice = en son nom propre
hop-quotes = cite textuellement
hop-paraphrases = paraphrase
hop-cites-document = cite un document
hop-relays-for = parle au nom de
hop-hearsay-about = parle de, par ouï-dire
hop-republishes = republie
hop-recalls-earlier = rappelle des propos antérieurs
hop-informed-by = informé par
hop-translates = traduit
hop-observes-silence = constate un silence
hop-unattributed = ne nomme aucune source

## Who or what made a translation, transcript or rendition.

maker-human = une personne
maker-machine = une machine
maker-unsaid = non dit

## Words of doubt, bound and scope.

marker-preliminary = préliminaire
marker-as-of-now = à ce stade
marker-apparent = apparemment
marker-only = seulement
marker-no-evidence-of = aucun élément indiquant
marker-form-limited = sous cette forme seulement
marker-upper-bound = au plus
marker-lower-bound = au moins
marker-approx = environ
marker-alleged = présumé
marker-conditional = conditionnel
marker-seems = il semble
marker-unclear-relation = lien non établi clairement
marker-vague-duration = durée vague
marker-open-set = entre autres
marker-exception = sauf
marker-among = un parmi plusieurs
marker-per-source = selon une source
marker-attempt = tentative
marker-mt-suspect = peut-être mal traduit par une machine
marker-other = autre

## How a time lies to its anchor.

order-before = avant
order-after = après
order-during = pendant
order-around = vers
order-until = jusqu’à
order-since = depuis

## What kind of party.

party-person = personne
party-organisation = organisation
party-unit = service
party-office = fonction
party-collective = groupe de personnes
party-account = compte
party-anonymous = anonyme
party-document = document
party-publisher = éditeur
party-machine = machine

## Which way a source holds a claim.

polarity-affirm = affirme
polarity-deny = nie
polarity-neutral = ni l’un ni l’autre

## What an amount of money is for.

price-per-sale = par vente
price-in-all = au total
price-unsaid = non dit

## Why something is no longer served.

redaction-personal-data = contient des données personnelles
redaction-data-subject-request = demande d’une personne concernée
redaction-court-order = décision de justice
redaction-legal-claim = interdit par la loi
redaction-safety = met quelqu’un en danger
redaction-leaked-content = contient des éléments divulgués
redaction-copyright = droit d’auteur
redaction-recorded-in-error = enregistré par erreur

## Why a recorder corrects an own record.

amend-transcription = erreur de transcription
amend-offset = mauvais emplacement dans le texte
amend-translation = traduction ajoutée ou corrigée
amend-reattribution = réattribué à une autre partie
amend-merge = deux enregistrements réunis
amend-split = enregistrement scindé en deux
amend-inference-withdrawn = déduction de l’auteur de l’enregistrement retirée
amend-withdrawal = enregistrement retiré

## How two claims, or two incidents, stand to each other.

relation-contradicts = contredit
relation-in-tension = en tension avec
relation-number-conflict = chiffres incompatibles
relation-set-conflict = listes incompatibles
relation-corroborates = corrobore
relation-repeats-origin = reprend la même origine
relation-explains = explique
relation-rival-cause = autre cause avancée
relation-caused-by = causé par
relation-answers = répond à
relation-evades = évoque sans répondre
relation-fulfils = tient ou exécute
relation-breaks = rompt ou enfreint
relation-translation-of = traduction de
relation-same-event = même événement
relation-part-of-event = partie de l’événement
relation-related-unclear = peut-être lié, sans certitude

## What was made of an artifact.

rendition-plain-text = texte brut
rendition-transcript = transcription
rendition-translation = traduction
rendition-excerpt = extrait
rendition-image = image

## Why a key is revoked.

revoke-superseded = remplacée par une autre clé
revoke-left-office = le titulaire a quitté ses fonctions
revoke-lost = perdue
revoke-compromised = compromise
revoke-granted-in-error = accordée par erreur

## What kind of thing.

thing-system = système
thing-service = service
thing-data-kind = type de données
thing-place = lieu
thing-form = forme ou manière
thing-facet = facette

## What a text leaves open about an extent.

unsure-members = si la liste est complète
unsure-exception = si l’exception a été comptée
unsure-limit = si le propos est limité ou non

## What a key may be used for.

usage-record = enregistrer les propos d’autrui
usage-speak = parler en son nom
usage-operate = administrer le registre

## Who may append.

appending-granted-keys = toute clé accordée
appending-operator-only = l’opérateur seul

## Types of values.

type-answer = réponse par oui ou non
type-quantity = nombre
type-bytes = volume de données
type-money = somme d’argent
type-set = ensemble
type-time = moment
type-duration = durée
type-rate = fréquence
type-ref = renvoi
type-text = texte

## What a signer says of a statement.

opinion-endorse = approuve
opinion-dispute = conteste
opinion-repudiate = désavoue

## Days of the week.

weekday-monday = lundi
weekday-tuesday = mardi
weekday-wednesday = mercredi
weekday-thursday = jeudi
weekday-friday = vendredi
weekday-saturday = samedi
weekday-sunday = dimanche

## Which part of a publication.

zone-headline = titre
zone-subheading = intertitre
zone-lead = chapô
zone-body = corps du texte
zone-quotation = citation
zone-caption = légende
zone-disclaimer = avertissement
zone-furniture = habillage de page

## Units of time, and of data.

unit-seconds = secondes
unit-minutes = minutes
unit-hours = heures
unit-days = jours
unit-weeks = semaines
unit-months = mois
unit-years = ans
data-byte = octets
data-kilo = kilooctets
data-mega = mégaoctets
data-giga = gigaoctets
data-tera = téraoctets
data-peta = pétaoctets
data-base-decimal = en puissances de 1000
data-base-binary = en puissances de 1024
data-base-unsaid = base non précisée

## Topics: named sets of facets.

topic-data-compromise = atteinte aux données
topic-intrusion = intrusion
topic-outage = panne
topic-integrity = intégrité des données
topic-extent = ampleur
topic-timing = chronologie
topic-attribution = attribution
topic-target = cible
topic-evidence = éléments de preuve
topic-response = réponse
topic-notification = notification
topic-promises = promesses
topic-blame = mise en cause
topic-market = marché
topic-relations = lien avec d’autres incidents
topic-reaction = réactions
topic-context = contexte
topic-telling = le récit

## Built-in facets: short labels. What each is about stands in English in facets.toml.

facet-incident-occurrence = survenue
facet-incident-attempt = tentative
facet-incident-success = réussite de la tentative
facet-incident-intrusion = intrusion
facet-incident-method = méthode
facet-incident-count = nombre d’attaques
facet-incident-time = date des faits
facet-incident-time-noticed = date de la découverte
facet-incident-time-ended = date de fin
facet-incident-ongoing = toujours en cours
facet-attribution-actor = auteur
facet-attribution-claimed-by = revendiqué par
facet-attribution-motive = mobile
facet-attribution-origin = provenance
facet-target-system = systèmes visés
facet-target-organisation = organisations visées
facet-target-sector = secteurs visés
facet-target-alias = autre nom de la cible
facet-target-property = nature de la cible
facet-target-online = cible accessible en ligne
facet-target-data-held = données détenues
facet-target-services-offered = services proposés
facet-target-connections = organismes connectés
facet-target-records-held = enregistrements détenus
facet-confidentiality-access = accès aux données
facet-confidentiality-leak = fuite de données
facet-confidentiality-loss = perte de données au profit de tiers
facet-confidentiality-privacy = atteinte à la vie privée
facet-confidentiality-types = types de données concernées
facet-confidentiality-records = enregistrements concernés
facet-confidentiality-subjects = personnes concernées
facet-confidentiality-bytes = volume de données concerné
facet-integrity-alteration = altération de données
facet-integrity-destruction = destruction de données
facet-integrity-encryption = chiffrement par un attaquant
facet-availability-outage = panne
facet-availability-services = services touchés
facet-availability-degree = gravité de la panne
facet-availability-extent = organismes ou lieux touchés
facet-availability-users = utilisateurs touchés
facet-availability-exempt = non touchés
facet-availability-duration = durée de la panne
facet-availability-expected = durée prévue
facet-availability-restored = service rétabli
facet-availability-restored-at = date du rétablissement
facet-availability-cause = cause de la panne
facet-data-safety = sécurité des données
facet-data-backup = sauvegarde
facet-data-backup-rate = fréquence des sauvegardes
facet-data-recovered = données récupérées
facet-evidence-state = indices de compromission
facet-evidence-basis = fondement des propos
facet-evidence-sample = échantillons montrés
facet-evidence-authentic = authenticité de ce qui circule
facet-response-containment = confinement
facet-response-contained-at = moment de l’arrêt
facet-response-notification = personnes informées
facet-response-notified-at = date de l’information
facet-response-classified-at = moment du classement comme majeur
facet-response-materiality-determined-at = moment où l’importance significative a été établie
facet-response-ransom-paid-at = moment du paiement d’une rançon
facet-response-investigation = enquête
facet-response-investigators = enquêteurs
facet-response-restoration = rétablissement
facet-response-hardening = renforcement
facet-response-suspension = suspension
facet-response-directive = consignes aux autres
facet-response-workaround = solution de rechange
facet-response-apology = excuses
facet-response-compensation = indemnisation
facet-commitment-investigate = promesse d’enquêter
facet-commitment-restore = promesse de rétablir
facet-commitment-mitigation = promesse de réduire le risque
facet-commitment-notify = promesse d’informer
facet-commitment-disclose = promesse de publier
facet-commitment-compensate = promesse d’indemniser
facet-commitment-policy = engagement pour l’avenir
facet-responsibility-blame = mis en cause
facet-responsibility-violation = manquement attribué à
facet-responsibility-liability = qui doit en répondre
facet-responsibility-reason = ce qui est reproché
facet-market-offer = mis en vente
facet-market-sale = vendu
facet-market-place = lieu de vente
facet-market-buyers = nombre d’acheteurs
facet-market-price = prix
facet-market-payment = moyens de paiement
facet-market-ransom = rançon
facet-relation-caused-by = causé par
facet-relation-explains = expliqué par
facet-relation-related = peut-être lié à
facet-relation-same-incident = même incident que
facet-reaction-response = réaction d’autrui
facet-reaction-concern = inquiétude du public
facet-reaction-duration = durée de la réaction
facet-reaction-statement = teneur de la réaction
facet-context-legal = droit et accords
facet-context-background = arrière-plan
facet-context-opinion = opinion
facet-telling-time = date du récit
facet-telling-place = lieu du récit
facet-telling-channel = canal du récit
facet-telling-first-known = premier informé ou premier à le dire
facet-telling-prompted-by = à l’occasion de
facet-telling-translation = traduction des propos

## What a claim says of harm.

harm-affirmed = atteinte affirmée
harm-denied = atteinte démentie
harm-open = atteinte laissée ouverte

## The status of a facet.

status-unstated = non évoqué
status-affirmed = affirmé
status-denied = démenti
status-contested = contesté
status-open = en suspens

## How a position moved.

shift-first = première position
shift-repeats = répète
shift-rewords = reformule
shift-elaborates = développe
shift-quantifies = chiffre
shift-raises = revoit à la hausse
shift-lowers = revoit à la baisse
shift-narrows = restreint la portée
shift-widens = élargit la portée
shift-weakens = affaiblit
shift-strengthens = renforce
shift-concedes = concède
shift-reverses = inverse sa position
shift-retracts = se rétracte
shift-corrects = rectifie
shift-shifts-scope = déplace la portée
shift-shifts-subject = change de sujet
shift-shifts-blame = déplace la mise en cause
shift-dates = date

## How sources conflict.

conflict-contradicts = contradiction
conflict-in-tension = tension
conflict-number-conflict = chiffres incompatibles
conflict-set-conflict = listes incompatibles
conflict-time-conflict = dates incompatibles
conflict-rival-cause = causes concurrentes

## Where a relation comes from, and whether an order is known.

ground-computed = calculé
ground-recorded = enregistré
ground-inferred = déduit
sequence-known = ordre connu
sequence-unknown = ordre impossible à établir

## Headings.

head-ask = Ce qui a été dit
head-history = Évolution de la position
head-retold = Présenté autrement par ce qui a été enregistré depuis ; personne n’a changé de position
head-diff = Ce qui a changé
head-blame = Provenance de chaque valeur
head-conflicts = Désaccords entre les sources
head-responsibility = Qui est mis en cause, et par qui
head-silent = Qui ne s’est pas exprimé
head-promises = Promesses
head-questions = Questions
head-clocks = Délais légaux
head-headline-check = Le titre face au texte
head-gaps = Occulté
head-corrections = Rectifications de l’auteur de l’enregistrement
head-origins = Origines indépendantes
head-sources = Sources

## Labels of fields: the four roles, the five times, and the rest.

label-speaker = locuteur
label-publisher = éditeur
label-recorder = auteur de l’enregistrement
label-signer = signataire
label-event = survenu
label-said = dit
label-published = publié
label-captured = capturé
label-recorded = enregistré
label-entry = entrée
label-proof = preuve d’inclusion
label-scope = portée
label-as-of = à la date du
label-until = jusqu’à
further-notice = jusqu’à nouvel ordre
label-due = échéance

## States of promises, orders and questions.

state-open = en cours
state-closed = clos
state-answered = répondu
state-kept = tenu
state-broken = rompu
state-overdue = échéance dépassée
state-no-date = sans date
state-unknown-date = date inconnue

## Who and what is meant.

nobody = personne n’est nommé
one-of = l’un de : { $list }
position-of = position : { $party }
as-far-as = dans la limite des recherches de { $party }
whole = l’ensemble
all-except = tout sauf { $list }
now = maintenant
before = avant
list-separator = { ", " }

## Bounds of a number. The number comes ready for reading.

amount-at-least = au moins { $number }
amount-at-most = au plus { $number }
amount-above = plus de { $number }
amount-below = moins de { $number }
amount-about = environ { $number }
amount-between = entre { $low } et { $high }
amount-several = plusieurs
amount-unstated = nombre non précisé

## Notes beside a claim.

not-said = non dit
machine-translation = traduction automatique
document-not-seen = document non vu
withheld-by-entry = occulté par l’entrée { $entry }
gap-amend = ce qui a été corrigé ou retiré est occulté aussi ; des enregistrements antérieurs de { $party } peuvent en être ({ $count } valent ici)
possible-time = possible (sa date n’est pas certaine)
role-perhaps = peut-être pour { $party } : son rôle à ce moment n’est pas certain
role-uncertain = peut-être pas en son nom : le rôle à ce moment n’est pas certain
artifact-withheld = les mots de l’artefact { $artifact } sont occultés

## Dates with holes. What stands in parentheses is not in the date.

date-range = { $from } – { $to }
date-open-start = (début ouvert)
date-open-end = (fin ouverte)
date-unknown-start = (début inconnu)
date-unknown-end = (fin inconnue)
date-uncertain = { $date } (incertain)
date-approximate = { $date } (approximatif)
date-uncertain-approximate = { $date } (incertain et approximatif)
date-day-unknown = { $date } (jour inconnu)
date-month-unknown = { $date } (mois inconnu)
date-month-day-unknown = { $date } (mois et jour inconnus)
date-some-year = une année entre { $from } et { $to }
date-in-some-year = { $date }, { $year }
date-utc = { $time } UTC
date-offset = { $time } UTC{ $offset }

## Lengths of time.

span-seconds =
    { $n ->
        [one] { $n } seconde
       *[other] { $n } secondes
    }
span-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
span-hours =
    { $n ->
        [one] { $n } heure
       *[other] { $n } heures
    }
span-days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
span-weeks =
    { $n ->
        [one] { $n } semaine
       *[other] { $n } semaines
    }
span-months = { $n } mois
span-years =
    { $n ->
        [one] { $n } an
       *[other] { $n } ans
    }
span-two = { $large } et { $small }

## Answers about an incident.

entry-number = entrée { $entry }
held-entries = le registre contenait { $entries } entrées
said-by-time = dit au plus tard le { $time }
carried-by = relayé par { $party }
attests-read = « J’ai lu ces mots ainsi » ; quelqu’un d’autre les a dits
attests-said = « Je l’ai dit moi-même »
attests-behalf = « Je le dis au nom de { $office } »
how-sure-not-stated = degré de certitude non dit
rests-on = fondé sur : { $basis }
stance-of-hop = tenu par l’étape { $hop }
verb-of-hop = de l’étape { $hop }
scope-system = système
scope-data = données
scope-form = forme
scope-organisation = organisation
scope-place = lieu
scope-via = par la voie de
as-of-these-words = à la date de ces mots
as-of-time = à la date du { $time }
some-except = { $list } sauf { $out }
left-open = laissé ouvert : { $what }
anchor-this-utterance = ces propos
anchor-this-publication = cette publication
anchor-this-capture = cette copie
inferred-from = déduit : { $grounds }
inferred-by = déduit par { $party } : { $grounds }
per-item = par { $item }
converted = converti : { $amount }
converted-by = converti par { $party } : { $amount }
set-none = aucun
set-some = certains, non nommés
part-of = { $part }, sur { $whole }
rate-every = { $amount } tous les { $span }
origins =
    { $n ->
        [one] { $n } origine indépendante
       *[other] { $n } origines indépendantes
    }
count-conflicts =
    { $n ->
        [one] { $n } contradiction
       *[other] { $n } contradictions
    }
count-silences =
    { $n ->
        [one] { $n } silence
       *[other] { $n } silences
    }
count-gaps =
    { $n ->
        [one] { $n } déclaration occultée
       *[other] { $n } déclarations occultées
    }
count-taken-back =
    { $n ->
        [one] { $n } affirmation reprise
       *[other] { $n } affirmations reprises
    }
count-corrections =
    { $n ->
        [one] { $n } correction par qui a consigné
       *[other] { $n } corrections par qui a consigné
    }
count-possible =
    { $n ->
        [one] { $n } affirmation peut-être postérieure
       *[other] { $n } affirmations peut-être postérieures
    }
head-statuses = État des facettes
head-positions = Qui tient quoi
head-taken-back = Repris
head-elsewhere = Suivi de paroles sur autre chose
head-possible = Dit peut-être plus tard
head-new-conflicts = Nouvelles contradictions
head-gone-conflicts = Contradictions disparues
head-other-records = Nouveaux liens, silences, questions et avis
head-moved-last = Derniers mouvements
label-claim = propos
label-act = acte
label-markers = marques
label-via = par
label-moved = a bougé
label-from-widest = du plus large
label-words = mots
label-titles = titres
label-note = remarque
note-of-signer = de qui a signé :
label-declared = déclaré
label-amended = corrigé
in-entry-by = à l’entrée { $entry } par { $party }
label-by-recorder = consigné
label-from = de
label-to = à
no-words = pas de mots : déduit par qui l’a consigné
nobody-said = Rien n’est consigné là-dessus.
nobody-surely-said = Rien n’est enregistré là-dessus qui ait été dit avec certitude à cette date.
none-stands = Rien de ce qui était consigné là-dessus ne tient plus ; `bayan history` montre ce qu’il en est advenu.
nothing-changed = Rien n’a changé.
not-stated = non dit
stands-now = tient toujours
stands-no-more = suivi par un autre
overruled-by = suivi par { $party }, en ses propres mots
followed-by-voices = une autre voix s’est exprimée depuis : { $list }
headline-only = dans un titre seulement
headline-origins = { $n } dans un titre seulement
values-differ = tous ne nomment pas la même chose
holds-nothing = retire, et n’affirme rien par là
takes-of-another = dit reprendre { $claim } : les mots d’une autre source, qui demeurent
against = contre
conflicts-cut = Il y a plus de contradictions que celles listées.
one-source = au sein d’une seule source, { $party } : ce n’est pas un désaccord entre sources
one-source-unordered = au sein d’une seule source, { $party }, dont l’ordre des paroles n’est pas connu : ce n’est pas un désaccord entre sources
on-both-sides = des deux côtés : { $party } ; entre ses propres paroles, ce n’est pas un désaccord entre sources
grounds-time = (ordre connu par les dates)
grounds-anchor = (ordre connu : l’un situe l’autre)
grounds-text = (ordre connu par la place dans un texte)
rule-target = nomme le propos antérieur
rule-side = par le camp
rule-sides = par le camp
rule-scope = par l’étendue
rule-limit = par la limite
rule-certainty = par la certitude
rule-bounds = par les bornes
rule-members = par les éléments
rule-time = par la date
rule-times = par la date
rule-telling = deux récits des mêmes propos
rule-reference = par la référence
rule-references = par la référence
rule-subject = par le sujet
rule-wording = par les mots
body-missing = le corps de l’entrée { $entry } manque
bytes-range = octets { $start }..{ $end }
with-key = avec la clé { $key }
from-claim = depuis { $claim }
said-before-that = dit avant
taken-back-by = repris ou corrigé par { $claim }
not-after = pas après { $time }
not-before = pas avant { $time }
entries-concern =
    { $n ->
        [one] { $n } entrée s’y rapporte
       *[other] { $n } entrées s’y rapportent
    }
entries-older = et { $n } plus anciennes
had-not-answered = { $party } n’avait pas répondu
recorder-corrected = { $party } a corrigé { $list } dans l’entrée { $entry }
recorder-withdrew = { $party } a retiré { $list } dans l’entrée { $entry }
records-between = l’entrée { $entry } consigne entre les deux : { $relation } ({ $from } → { $to })

## Answers on conflicts, responsibility, silences, promises, questions, headlines and clocks.

state-contested = contesté
state-withdrawn = repris ou corrigé
state-ended = terminé : son terme est venu
timing-not-due = pas encore dû
timing-due = dû
timing-overdue = son délai est passé
timing-cannot-tell = on ne peut dire si c’est dû
timing-late = en retard : dit tenu seulement après son délai
answered-no = ouverte : aucune réponse enregistrée
answered-yes = répondue
answered-cannot-tell = on ne peut dire si elle avait alors reçu une réponse
answered-disputed = répondue, et chaque réponse est contestée
stands-silent = n’a pas parlé depuis, d’après le registre
stands-cannot-tell = on ne peut dire s’il a parlé depuis
stands-spoke = a parlé depuis
bounded-told = d’après le texte
bounded-publication = d’après la publication
bounded-capture = d’après la capture
bounded-entry = d’après l’enregistrement
heard-on-it = a parlé de cette mise en cause
heard-for-it = ce dont il relève a parlé de cette mise en cause
heard-perhaps = peut-être : { $heard }
heard-declined = a refusé d’en parler
heard-elsewhere = a parlé, mais d’autre chose
heard-reported-silent = pas entendu : son silence est enregistré
heard-nothing-recorded = rien n’en est enregistré
gain-doubt-dropped = doute omis
gain-scope-widened = portée élargie
gain-degree-raised = degré relevé
gain-degree-lowered = degré abaissé
gain-opposed = dit le contraire
deadline-no-figure = pas de délai chiffré
deadline-met = signalé à quelqu’un dans le délai
deadline-after = signalé à quelqu’un après le délai
deadline-filed-untold = signalé à quelqu’un ; avant ou après le délai, on ne peut le dire
deadline-told-to-unsaid = signalé à quelqu’un ; il n’est pas dit si c’est à qui vous demandez
deadline-told-perhaps = rapporté par qui ne parlait que peut-être pour la partie : le rôle à ce moment n’est pas certain
deadline-told-by-another = rapporté seulement par une autre partie ; s’il s’agit du dépôt demandé n’est pas dit
deadline-running = aucun dépôt enregistré, délai en cours
deadline-passed = aucun dépôt enregistré, délai passé
deadline-untold = aucun dépôt enregistré ; on ne peut dire si le délai est passé
start-awareness = la prise de connaissance
start-noticing = la constatation, ou l’information reçue
start-reasonable-belief = la conviction raisonnable du fait
start-failure = le défaut de protection des données
start-classification = la classification comme majeur
start-materiality-determination = la constatation de son importance significative
start-ransom-payment = le paiement d’une rançon
later-cannot-tell = depuis ou non, on ne peut le dire
head-unheard = Mis en cause par d’autres, sans un mot d’eux au registre
head-cleared = Qui est dit non responsable, et par qui
head-blame-open = Pour qui la question reste ouverte
no-conflict = Aucune contradiction entre les affirmations en vigueur.
no-headline = Aucun titre du registre ne va au-delà de son texte.
no-promise = Aucune promesse, aucun ordre, aucune demande au registre.
no-question = Aucune question au registre.
no-open-question = Aucune question n’est ouverte.
no-silence = Aucun silence au registre.
none-readable = Rien n’est trouvé dans ce qui est lisible. Ce qui est occulté peut contenir quelque chose.
nobody-blamed = Personne n’est mis en cause au registre.
no-clock-starts = Aucune affirmation ne fait courir de délai sous : { $list }
label-asked = posée
label-binds = oblige
label-blamed = mis en cause
label-blamed-by = par
label-cleared = mis hors de cause
label-named = nommé
label-followed-by = suivi par
label-caveat = réserve
label-deadline = échéance
label-filed-with = à
label-heard = entendu
label-in-force = en vigueur
label-instrument = texte
label-on = sur
label-publication = publication
label-put-to = posée à
label-source = source
label-stage = étape
label-started = commencé
against-own-words = face aux phrases de la même source dans le texte :
against-anybodys-words = face à toutes les phrases du texte, car la source du titre n’y en a pas :
beyond-each-otherwise = au-delà de chaque phrase, chaque fois autrement
beyond-unsaid = aucune phrase enregistrée du corps n’en dit rien
blame-alleged = rapporté comme allégué
blame-headline = dans un titre seulement
blame-hearsay = par ouï-dire
blame-own = sa propre responsabilité
blame-of-itself = le locuteur parle de lui-même
blamed-for = pour
taken-back = repris ou corrigé par
silence-recorded-in = silence enregistré dans { $list }
recorded-of-withheld = enregistré dans { $list } : les mots sont occultés
both-sides = les deux côtés nomment
only-one-side = seul l’un nomme
only-other-side = seul l’autre nomme
only-one-side-leaves-out = seul l’un exclut
only-other-side-leaves-out = seul l’autre exclut
both-sides-leave-out = les deux côtés excluent
bounds-one-side = bornes de l’un
bounds-other-side = bornes de l’autre
side-one = l’un
side-other = l’autre
came-true = ce jusqu’à quoi elle devait durer
fell-due = ce après quoi elle devait venir
clocks-not-judged = Calculé à partir d’affirmations enregistrées et d’une table de règles. Il n’est pas jugé si une règle oblige quelqu’un ici, si l’incident atteint son seuil, ni si celui qui a été averti devait l’être, ni si un dépôt suffit.
declined-since = a refusé de dire
disputed-by = contesté par { $list }
dropped-words = sans { $list }
filing-on-record = au registre : { $time }
told-to = signalé à { $list }
to-whom-unsaid = à qui n’est pas dit
addressed-untold = peut-être qui vous demandez
clocks-only-to = Ne compte que ce qui a été signalé à { $list }, à l’ensemble dont il fait partie ou à une de ses parties. Les dépôts qui ne disent pas à qui, ou seulement en mots, sont listés en dernier et ne règlent rien.
filer-other = rapporté par une autre partie
filer-perhaps = peut-être rapporté par elle : le rôle à ce moment n’est pas certain
filer-untold = par qui n’est pas dit
may-answer = peut y répondre (calculé)
now-by-clock = horloge de cette machine
on-anything = sur quoi que ce soit
only-proposed = proposé et pas en vigueur : ses délais montrent ce qui serait demandé
silent-on-claims = n’a pas répondu à
source-cited = cité, pas lu pour la table
source-read = lu pour la table
spoke-before = en avait parlé avant ; qui a cherché ne l’a pas trouvé
spoke-since = depuis
started-by = ouvert par
starts-before-force = commencé avant l’entrée en vigueur
to-anybody = quiconque peut répondre
waits-for-claim = pas commencé : aucune affirmation en vigueur sur { $list }
waits-for-filing = pas commencé : attend le dépôt d’une étape antérieure
within-from = sous { $span }, à compter de : { $start }
within-union = { $span } selon le décompte du règlement 1182/71
within-words = { $span }, à compter de : { $start }
within-business-days =
    { $n ->
        [one] { $n } jour ouvré
       *[other] { $n } jours ouvrés
    }
label-told-by = rapporté par
label-opinion = avis enregistré
opinions-recorded =
    { $n ->
        [one] { $n } avis enregistré
       *[other] { $n } avis enregistrés
    }
label-to-whom = à qui
with-others = { $party }, avec ceux qui parlent en son nom
change-new = nouveau
change-again = tient de nouveau
change-corrected = corrigé par l’auteur de l’enregistrement
change-withdrawn = enregistrement retiré par son auteur
change-no-longer = ne tient plus pour cette source
gave-way-to = a cédé la place à { $claim }
head-clocks-filed = Avec un dépôt enregistré
head-clocks-unfiled = Ouverts par une affirmation, sans dépôt enregistré
not-in-force-then = Pas en vigueur à ce moment, ou seulement proposés : { $list }
regimes-how = { $one } en montre un en entier, { $all } les montre tous
regimes-left-out =
    { $n ->
        [one] { $n } régime n’est pas listé
       *[other] { $n } régimes ne sont pas listés
    }
duties-left-out =
    { $n ->
        [one] { $n } obligation n’a pas d’échéance chiffrée
       *[other] { $n } obligations n’ont pas d’échéance chiffrée
    }

## The verifier in the page.

verify-heading = Vérifier cette page
verify-busy = Vérification : { $done } entrées sur { $all }
verify-good = Chaque texte de cette page donné pour signé est bien ce qui a été signé.
verify-bad = Tout sur cette page n’est pas ce qui a été signé. Endroits : { $n }
verify-broken = Le lot contenu dans cette page n’est pas valide, rien n’y est donc prouvé : { $why }
verify-broken-at = entrée { $entry } : { $why }
verify-strength-checkpoint = Les deux clés du journal ont signé cet arbre ; d’autres ont pu en voir un autre.
verify-strength-witnessed = Les deux clés du journal ont signé cet arbre, ainsi que { $n } des témoins que le registre nomme lui-même.
verify-pin-own = Comparé avec l’épingle que vous avez fournie.
verify-pin-inside = Comparé seulement avec l’épingle contenue dans ce fichier. Venue avec la page, elle ne montre pas qui l’a faite.
verify-pin-none = Comparé avec aucune épingle : on ne voit pas de qui est ce registre.
verify-pin-label = L’épingle du registre, obtenue par une autre voie
verify-pin-file = ou son fichier
verify-pin-use = Comparer avec cette épingle
verify-pin-unread = Ceci n’est pas une épingle : elle a origin, entry_0, receipts et log.
verify-again = Vérifier à nouveau
verify-save = Enregistrer le lot
verify-save-why = Qui modifie une page peut aussi en modifier le script. Enregistrez le lot et vérifiez-le avec un autre programme :
verify-only-proven = Ne montrer que ce qui est prouvé
verify-everything = Tout montrer
verify-entries = Entrées dont les signatures ont été vérifiées : { $n }
verify-whole = Toutes les entrées du registre sont ici : rien n’a été omis, rien ne suit.
verify-part = Sur ce sujet rien n’a été omis jusqu’à l’entrée { $n } ; on ne voit pas si d’autres suivent.
verify-withheld = Déclarations et pièces retenues : { $n }
verify-unchecked = N’a pu être comparé, car reposant sur ce qui est retenu ou absent : { $n }
verify-sentences-all = Chaque phrase que le lot contient à ce sujet figure sur la page.
verify-sentences-lack = Phrases du lot que la page omet : { $n }
verify-sentences-cut = La page dit omettre des phrases ; lesquelles n’a pas été vérifié.
verify-counts = Textes prouvés : { $proven } ; calculés : { $computed } ; mots de la page : { $own }
verify-state-proven = prouvé : c’est ce qui a été signé
verify-state-computed = calculé par l’auteur de cette page, non prouvé
verify-state-own = mots de la page elle-même
verify-state-differs = diffère de ce qui a été signé
verify-state-unproven = non prouvé
verify-state-misplaced = signé, mais pas ce qui a sa place ici
verify-state-unmarked = texte sans preuve
verify-state-forbidden = quelque chose qui cache ou ajoute du texte
verify-signed = Ce qui a été signé : { $text }
verify-more = et d’autres : { $n }
verify-words-unknown = Les mots de cette page ne sont pas ceux que ce script connaît ; il ne s’y fie pas.
verify-limits = Ce que ceci ne montre pas : si ce qui a été dit est exact ; ni la position, la largeur, la couleur et l’ordre, propres à la page.

## The page that a report is. Its own words hold no digits and no quotation marks: what has them is proven or computed.

page-skip = Aller au rapport
page-kicker = Ce qui a été dit, par qui, et comment cela a changé
page-lede = Un registre de déclarations : qui a dit quoi, en quels mots, et la preuve du registre. Il ne rend aucun verdict.
page-unverified = Pas encore vérifié. Si les scripts sont permis, cette page vérifie elle-même ses signatures et ses citations, hors ligne. Sinon, contrôlez son lot avec bayan check-proof.
page-held = Le registre contenait
page-entries = entrées : { $n }
page-said-by = Dit au plus tard
page-all-said = tout ce qui est consigné
page-checkpoint = Point de contrôle
page-size = taille
page-earlier = Le rapport montre un moment antérieur à celui que signe le point de contrôle.
page-witnesses = Témoins
page-no-witness = aucun : rien ne montre que d’autres voient le même journal
page-no-verdict = Chaque ligne dit qui dit quoi. Ce n’est pas un verdict.
page-of-harm = Dommage : a-t-il eu lieu, et selon qui
page-of-other = Autres sujets
page-facet = sujet
page-stands = état
page-more = et { $n } de plus
page-one-of = l’un de
page-as-table = Le même en tableau
page-how-sure = degré de certitude
page-artifact = texte capturé
page-attests = la signature atteste
page-bytes = octets
page-value = ce qui est dit
page-stands-no-more = n’est plus tenu
page-evidence = Pièces
page-evidence-note = Chaque déclaration de cette page avec sa phrase exacte. Ouvrez-en une pour la voir dans le texte capturé, et qui a signé quoi.
page-open-evidence = Dans son texte, et qui a signé
page-all-claims = Toutes les affirmations
page-corrections-note = Corrections du registre par ceux qui l’ont tenu. Personne n’a changé d’avis pour autant.
page-no-correction = Aucune n’est consignée.
page-gaps-note = Quelque chose figurait ici et est retenu. La chaîne est entière, et la lacune reste visible.
page-no-gap = Rien n’est retenu.
page-glossary = Termes employés ici
page-facets = Sujets
page-all-title = Tous les incidents d’un registre
page-ladder = Jusqu’où cela va encore
page-ladder-note = Se lit de haut en bas. Une marche large parle de tout ce dont il était d’abord question, une marche étroite d’une partie. Le contour montre le plus large dit auparavant. Les largeurs montrent ce qui est compris dans quoi, et ne mesurent aucune quantité.
page-ladder-once = Dit une fois, sans changement
page-key-unsure = dit avec réserve
page-key-was = le plus large dit auparavant
page-about-denied = Tous ceux qui prennent position disent que cela n’a pas eu lieu. Ce qu’ils nient ne va pas plus loin que leurs mots.
page-about-affirmed = Quelqu’un dit que cela a eu lieu, au moins en partie.
page-about-open = Personne ne prend position : aucune preuve trouvée, inconnu, non dit, refus.
page-about-contested = Des déclarations tenues ne peuvent être exactes ensemble.
page-about-origins = Les reprises d’une même source comptent une fois, de même qu’une organisation avec ses porte-parole.
page-about-stands = L’auteur n’a rien dit depuis qui le remplace, et ne l’a pas retiré.
page-about-scope = Jusqu’où vont les mots : quels systèmes, données, formes, organismes, lieux. Sans précision, tout est visé.
page-shift-repeats = La même chose encore.
page-shift-rewords = La même chose en d’autres mots.
page-shift-elaborates = Davantage de la même chose.
page-shift-quantifies = Un chiffre là où il n’y en avait pas, ou un plus précis.
page-shift-raises = Un chiffre plus élevé.
page-shift-lowers = Un chiffre plus bas.
page-shift-narrows = La même chose de moins.
page-shift-widens = La même chose de plus.
page-shift-weakens = Dit avec moins de certitude.
page-shift-strengthens = Dit avec plus de certitude.
page-shift-concedes = Ce qui était nié du tout est affirmé d’une partie.
page-shift-reverses = Ce qui était nié est affirmé, ou l’inverse.
page-shift-retracts = L’auteur le retire. Le contraire n’est pas dit pour autant.
page-shift-corrects = L’auteur le corrige.
page-shift-shifts-scope = Une déclaration du même genre sur autre chose.
page-shift-shifts-subject = La dénégation est laissée pour un autre sujet.
page-shift-shifts-blame = Quelqu’un d’autre est mis en cause.
page-shift-dates = Une date là où il n’y en avait pas, ou une autre.
page-headline-note = Ce qu’un titre dit de plus que toutes les phrases qu’il coiffe. Sont barrés les mots de doute et de limite qu’il a omis.
page-matrix-note = Chaque case contient ce qu’une source dit d’un sujet, partagée si elle dit plusieurs choses. Les deux côtés figurent dessous avec leurs phrases.
page-lanes = Qui a parlé quand
page-lanes-note = Une ligne par auteur, une marque par déclaration. Une marque en tirets n’a pas de date connue et suit l’ordre du registre. Une ligne vide est un silence que quelqu’un a constaté.
page-undated = date inconnue
page-silent = silencieux
page-shape-says = dit ce qu’il en est
page-shape-admits = admet, s’excuse
page-shape-binds = promet, ordonne, demande
page-shape-passes-on = rapporte, conclut
page-shape-takes-back = retire, corrige, refuse
page-now = Comparé au moment
page-filings = consigné comme signalé
page-quantities = Les chiffres en jeu
page-quantities-note = Une ligne par déclaration. Un point est un chiffre nommé, un trait ce qu’il permet, une flèche une borne laissée ouverte.
page-magnitudes = par ordre de grandeur
page-sets = Ce qui est nommé, et par qui
page-sets-note = Un point plein est nommé, un point vide ne l’est pas, ce qui n’est pas une dénégation. La dernière ligne dit s’il peut y en avoir d’autres.
page-member = nommé
page-others = autres
page-named = nommé ici
page-not-named = non nommé
page-left-out = exclu
page-ways = Par quel chemin les mots sont venus
page-ways-note = De la phrase imprimée à celui dont elle rapporte les mots, pas à pas. Une étape en tirets est une traduction automatique ou un document que personne n’a montré. Un trait plus épais a plus d’origines indépendantes.
page-printed = tel qu’imprimé
page-times = Dit et consigné
page-times-note = En travers, quand cela a été dit ; vers le haut, quand cela a été consigné ici. Un trait est aussi long que la date est incertaine.
page-chain = Le registre en chaîne
page-chain-note = Chaque entrée de l’incident dans l’ordre du journal. Une perle barrée est retenue et reste à sa place. La dernière les signe toutes.
page-card = Comment cela a changé
