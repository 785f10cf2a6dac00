## The list of referrals
views = Quelles orientations
search-label = Rechercher
search-hint = Un numéro d’orientation, un code de dossier, un partenaire, un service ou un statut.
search-button = Rechercher
search-clear = Tout afficher de nouveau
search-found = { $count ->
    [one] { $count } orientation trouvée.
   *[other] { $count } orientations trouvées.
}
list-nothing = Il n’y a aucune orientation ici.
list-pages = Pages de la liste
list-page = Page { $page } sur { $pages }
list-before = Page précédente
list-after = Page suivante

## One referral
referral-title = Orientation { $referral }
referral-about = Orientation { $referral }, dossier { $code }.
referral-standing = Où elle en est
referral-status = Statut
referral-to = À
referral-from = De
referral-urgency = Urgence
referral-code = Code du dossier
referral-consent = Consentement
referral-tick = Votre dernier message
back-to-referral = Retour à l’orientation { $referral }
deadlines-title = Échéances
todo-title = À faire maintenant
todo-seldom = Autre chose est arrivé
needs-title = Ce qu’il faut
needs-not-here = L’orientation elle-même n’est pas encore arrivée. Elle arrive toute seule.
need-numbered = Besoin { $number } : { $service }
need-note = Note : { $note }
sections-title = Ce qu’elle dit
sections-none = Rien ne peut encore être montré.
section-seen = Le partenaire voit ceci maintenant.
section-not-seen = Le partenaire ne voit pas encore ceci.
timeline-title = Ce qui s’est passé
timeline-slip = La ligne { $entry } a été saisie par erreur
by-us = Vous
slip-referral = Toute l’orientation
fact-slip = Quoi
fact-note-of-need = Note pour { $need }
files-title = Fichiers
files-none = Aucun fichier joint.
files-warning = Un fichier que vous enregistrez quitte Waypost : il n’y est plus chiffré, et effacer l’orientation ne l’efface pas.
file-save = Enregistrer { $file } : { $name }
size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
size-kb = { $size } Ko
size-mb = { $size } Mo
reads-title = Qui l’a ouverte dans votre organisation
reads-none = Personne pour l’instant.
reads-count = { $count ->
    [one] Ouverte { $count } fois
   *[other] Ouverte { $count } fois
}
reads-more = { $count ->
    [one] et { $count } fois auparavant
   *[other] et { $count } fois auparavant
}
print-link = Imprimer comme formulaire
consent-link = Consentement

## Rows whose question needs other words when it stands alone
row-numbered = { $number }. { $label }
row-referred_at = Orientation faite le
row-based_on = Fait suite à une autre orientation
row-minor = { $age } (mineur)
row-speaks = parle : { $level }
row-reads = lit : { $level }
row-person-age_band = Âge
row-consent-override_reason = SANS CONSENTEMENT : dérogation d’urgence
row-consent-obtained_by = Consentement demandé par
row-consent-obtained_on = Consentement donné le
row-consent-language = Consentement demandé en
row-consent-recipients = Partenaires qui peuvent être informés
row-consent-purposes = Services consentis
row-consent-sections = Parties consenties
row-consent-valid_until = Consentement valable jusqu’au
row-screening-status_by = Statut au regard de la traite établi par
row-screening-screened_by = Dépistage fait par
row-screening-screened_on = Dépistage fait le
row-account-language = Langue du récit
row-account-taken_on = Récit noté le
row-from-worker = Orientation faite par
row-from-desk = Son unité ou équipe
row-to-desk = Pour quelle unité ou équipe

## Steps: what a button says, and what it means
do-accept = Accepter
why-accept = Dites quand vous commencerez au plus tard. Accepter vous montre de qui il s’agit.
do-acknowledge = Dire que quelqu’un s’en occupe
why-acknowledge = Le partenaire voit qu’une personne s’en occupe. Le délai de décision commence.
do-reply = Répondre à la question
why-reply = Le partenaire attend votre réponse, puis décide.
do-ask = Poser une question
why-ask = L’orientation attend que le partenaire réponde.
do-waitlist = Mettre en attente
why-waitlist = Le partenaire voit que vous ne pouvez pas encore décider, et quand vous la réexaminerez.
do-decline = Décliner tous les besoins
why-decline = Le partenaire cherche alors un autre endroit. Dites pourquoi, pour qu’il en trouve un plus vite.
do-depart = La personne part chez le partenaire
why-depart = Le partenaire attend la personne. Si personne ne dit qu’elle est arrivée, vous êtes tous deux avertis.
do-arrive = La personne est ici
why-arrive = Le partenaire voit que la personne est bien arrivée chez vous.
do-appointment = Donner un rendez-vous
why-appointment = Le partenaire peut dire à la personne quand et où.
do-interim = Envoyer des nouvelles
why-interim = Quelques mots sur la façon dont les choses se passent.
do-complete = Terminé : dire comment cela a fini
why-complete = Dites comment chaque besoin a fini. Le partenaire clôt alors l’orientation.
do-confirm_stop = Dire que vous avez arrêté
why-confirm_stop = Le partenaire a retiré l’orientation. Dites que vous ne faites plus rien.
do-stopped = Dire que vous avez arrêté, et ce que vous avez effacé
why-stopped = La personne a changé le consentement. Ce que vous déclarez effacé est effacé de cet ordinateur maintenant, et ne peut pas être récupéré.
do-lawful_hold = Dire que vous devez le garder en vertu de la loi
why-lawful_hold = Seulement si une loi ou un ordre vous interdit d’arrêter. Le partenaire et la personne le sauront.
do-close = Clore l’orientation
why-close = Il n’y a plus rien à faire ici. Les suivis restent possibles.
do-expire = Cesser d’attendre
why-expire = Le délai de réponse est dépassé. Vous pouvez alors orienter vers un autre partenaire.
do-follow_up = Noter un suivi
why-follow_up = Comment va la personne, quelque temps après.
do-disclose = Montrer plus au partenaire maintenant
why-disclose = Le partenaire voit aussitôt ce que vous choisissez ici. Ce qui a été vu ne peut pas redevenir non vu.
do-no_show = La personne n’est pas venue
why-no_show = Cela ouvre une vérification de l’état de la personne. Cela ne clôt rien.
do-propose_onward = Proposer un autre partenaire
why-propose_onward = Le partenaire demande d’abord à la personne. Personne ne transmet une orientation plus loin.
do-hand_back = Rendre la prise en charge de la personne
why-hand_back = Le partenaire reprend la prise en charge. Dites pourquoi, et téléphonez si la personne est avec vous.
do-withdraw = Retirer l’orientation
why-withdraw = Le partenaire arrête. S’il a commencé, il dit quand il a arrêté.
do-client_declined = La personne ne le souhaite plus
why-client_declined = L’orientation se clôt des deux côtés.
do-client_unreachable = La personne est injoignable
why-client_unreachable = L’orientation se clôt des deux côtés. À utiliser quand vous avez essayé tous les moyens sûrs.
do-entered_in_error = Saisi par erreur
why-entered_in_error = Ce que vous choisissez ne compte plus, des deux côtés. Cela reste dans l’historique, avec une marque.
do-narrow_consent = La personne consent à moins
why-narrow_consent = Décochez ce à quoi la personne ne consent plus. Chaque partenaire ci-dessous est informé, et doit répondre dans les 72 heures.
button-narrow_consent = Informer les partenaires
do-revoke_consent = La personne retire le consentement
why-revoke_consent = Chaque partenaire ci-dessous reçoit l’instruction d’arrêter et d’effacer, et doit répondre dans les 72 heures. Cela ne peut pas être annulé : toute aide ultérieure exige un nouveau consentement.
button-revoke_consent = Retirer le consentement et informer les partenaires

## What forms ask
choose = Choisir
when-tomorrow = Dans les 24 heures
when-days = { $count ->
    [one] Dans { $count } jour
   *[other] Dans { $count } jours
}
when-other = Un autre jour
when-day = Jour
when-time = Heure
ask-by-when = Quand commencerez-vous au plus tard ?
answer-accept = Accepter
answer-decline = Décliner
answer-all-title = Tout accepter
answer-all = Accepter tous les besoins
answer-one = Accepter
answer-each-title = Ou répondre à chaque besoin
answer-each = Envoyer ces réponses
none-accepted-what = Vous déclinez tous les besoins ici.
none-accepted-hint = Utilisez la page pour décliner tous les besoins, ou acceptez-en un.
ask-why-decline = Pourquoi déclinez-vous ?
ask-why-decline-need = Besoin { $number } : si vous déclinez, pourquoi ?
ask-note-need = Besoin { $number } : note
ask-note = Note
hint-decline-note = Certaines raisons exigent une note : quelle règle, quel document, ce qui manque.
ask-elsewhere = Un autre endroit qui peut aider
hint-elsewhere = Le partenaire s’y adresse lui-même.
ask-question = Votre question
hint-no-identity = N’écrivez ni nom ni numéro de la personne.
ask-reply = Votre réponse
hint-question = La question : { $question }
ask-review-by = Quand la réexaminerez-vous ?
ask-handover-place = Où remettez-vous la personne ?
ask-arrive-by = Quand la personne devrait-elle être sur place ?
hint-arrive-by = Si personne ne dit d’ici là que la personne est arrivée, vous êtes tous deux avertis.
ask-which-need = Quel besoin ?
ask-appointment = Quand est le rendez-vous ?
ask-place = Où ?
ask-news = Nouvelles
ask-person-seen = La personne
person-seen = A été vue ou jointe. Cela met fin à une vérification de l’état de la personne.
ask-law = En vertu de quelle loi gardez-vous quelque chose ?
hint-law = Nécessaire si vous gardez quoi que ce soit.
stop-erased = Effacé
stop-kept = Gardé en vertu de la loi
stop-agreed = Consentement maintenu
ask-lawful-reason = Quelle loi ou quel ordre ?
ask-why-hand-back = Pourquoi rendez-vous la prise en charge ?
ask-kept = Que gardez-vous encore ?
ask-partner-kind = Quel type d’organisation ?
ask-services = Pour quels services ?
ask-why-withdraw = Pourquoi la retirez-vous ?
ask-follow-up-day = Combien de temps après ?
ask-finding = Qu’avez-vous constaté ?
ask-disclose = Que montrez-vous ?
hint-account = Ce que la personne a raconté avec ses propres mots. Seulement si la personne veut que ce partenaire le lise.
ask-slip = Qu’est-ce qui a été saisi par erreur ?
hint-slip-referral = Le partenaire est informé qu’il ne doit tenir compte de rien de cela.
ask-agreed-services = Services auxquels la personne consent encore
ask-agreed-sections = Parties auxquelles la personne consent encore
fault-write = Écrivez quelque chose ici.
fault-choose = Choisissez une réponse.
fault-choose-any = Choisissez au moins une réponse.
fault-when = Dites quand.

## Consent
consent-title = Consentement
consent-terms = Ce à quoi la personne a consenti
consent-who = Qui est au courant
consent-partners = Partenaires couverts par ce consentement
consent-partner = Partenaire
consent-referral = Orientation
consent-state = Consentement chez ce partenaire
consent-answered = Réponse au dernier changement
consent-change = La personne le change
consent-will-be-told = Qui sera informé
consent-owes-title = Votre réponse est attendue
consent-owes = La personne a changé le consentement. Dites dans les 72 heures ce que vous avez effacé, ou pourquoi vous devez le garder.

## Files
attach-title = Joindre un fichier
attach-words = Le partenaire reçoit le fichier si le consentement permet maintenant la partie de l’orientation à laquelle il appartient.
ask-file-section = À quelle partie de l’orientation appartient-il ?
hint-file-section = Ce que la personne a consenti à partager, et ce qui est effacé ensemble.
attach-name = Le nom que voit le partenaire
attach-name-hint = Sans nom de la personne. Si c’est vide, le nom propre du fichier est utilisé.
attach-file = Le fichier
attach-file-hint = 25 Mo au plus. Ce que le fichier dit de lui-même part avec lui : auteur, lieu, appareil photo.
upload-not_ours-what = Le fichier n’a pas pu être lu.
upload-not_ours-hint = Rien n’a été joint. Rechargez la page et réessayez.
upload-no_file-what = Aucun fichier n’a été choisi, ou il est vide.
upload-no_file-hint = Choisissez un fichier.
upload-too_large-what = Le fichier dépasse 25 Mo.
upload-too_large-hint = Rien n’a été joint. Numérisez-le avec une résolution plus basse, ou joignez-le en plusieurs parties.
upload-cut_short-what = Le fichier n’est pas arrivé en entier.
upload-cut_short-hint = Rien n’a été joint. Réessayez.
upload-too_slow-what = Le fichier est arrivé trop lentement.
upload-too_slow-hint = Rien n’a été joint. Réessayez.

## Paper
print-title = Formulaire d’orientation { $referral }
print-now = Imprimer
print-warning = Le papier n’est pas chiffré, et effacer l’orientation ne l’efface pas. Le fait que vous l’imprimez est noté.
print-signatures = Signatures
print-signatures-words = Qui a remis la personne, qui l’a prise en charge
print-who = Qui
print-name = Nom
print-day = Jour
print-signature = Signature
print-by-person = La personne, si elle veut signer
print-by-referrer = Pour l’organisation qui oriente
print-by-target = Pour l’organisation sollicitée
print-proof = De quelle lettre il s’agit
print-proof-words = Le code et les chiffres désignent la lettre signée à partir de laquelle ce papier a été imprimé. Toute personne qui a la lettre peut les comparer.
print-proof-code = Code qui désigne la lettre signée

## When the desk says no
failure-not_now-hint = Regardez de nouveau l’orientation : quelque chose a pu changer.
failure-unknown_attachment-what = Ce fichier n’existe pas.
failure-unknown_attachment-hint = Regardez de nouveau l’orientation.
failure-attaching-what = Trop de fichiers sont en train d’être joints en ce moment.
failure-attaching-hint = Réessayez dans quelques minutes.
failure-no_upload-what = Le fichier a pris trop de temps.
failure-no_upload-hint = Joignez-le de nouveau.
failure-shared_draft-hint = Dites qu’elles sont gardées, et en vertu de quelle loi ; ou effacez d’abord les autres orientations.
failure-section_unanswered-hint = Dites pour chacune si elle est effacée ou gardée.
failure-nothing_open-hint = Regardez de nouveau l’orientation : il y a peut-être déjà une réponse.
failure-need_unanswered-hint = Répondez à chaque besoin.
failure-erased-hint = Rien ne peut la faire revenir.
failure-no_referral_yet-what = L’orientation elle-même n’est pas encore arrivée.
failure-no_referral_yet-hint = Des messages plus tardifs sont arrivés avant elle. Elle arrive toute seule ; réessayez alors.
