## New referral: start
new-title = Nouvelle orientation
new-start-save = Une orientation est une liste de tâches courtes. Chaque page est enregistrée sur cet ordinateur au fur et à mesure ; vous pouvez vous arrêter et revenir.
new-start-agree = Avant d’écrire sur une personne, demandez-lui ce qui peut être dit à qui.
new-start-send = Rien ne quitte cet ordinateur avant que vous ayez vérifié vos réponses et appuyé sur Envoyer.
new-start-button = Commencer

## The task list
new-list-title = Nouvelle orientation : tâches
new-list-draft = Brouillon { $draft }, dossier { $code }.
new-list-changed = Dernière modification le { $at }.
new-list-done = { $count ->
    [one] { $count } tâche est faite.
   *[other] { $count } tâches sont faites.
}
new-list-ready = Prêt à envoyer
new-list-not-ready = Pas encore prêt
new-task-safe = La personne est-elle en sécurité maintenant ?
new-task-consent = Ce à quoi la personne a consenti
new-task-who = Qui est la personne
new-task-help = Aide nécessaire
new-task-soon = Urgence
new-task-papers = Documents
new-task-contact = Contact sûr
new-task-screening = Dépistage
new-task-account = Récit de la personne
new-task-to = À qui
new-state-not-started = Pas commencé
new-state-some = Quelques réponses
new-state-done = Fait
new-state-mend = À corriger
new-back-to-list = Toutes les tâches de ce brouillon
new-save-continue = Enregistrer et continuer
new-save-later = Enregistrer et revenir plus tard

## What stands above each task
new-lead-safe = Si la personne est en danger maintenant, agissez d’abord : mettez-la en sécurité ou appelez de l’aide. Cochez ensuite les risques que le partenaire doit connaître tout de suite. Ne cochez rien s’il n’y en a pas.
new-lead-consent = Demandez dans une langue que la personne comprend. Elle peut dire non, et peut changer d’avis plus tard. N’écrivez que ce à quoi elle a consenti.
new-lead-who = Le partenaire voit d’abord le code du dossier et ce qu’il lui faut pour décider. Les noms viennent plus tard, et seulement si la personne a consenti à les envoyer.
new-lead-help = Un service pour chaque besoin. Le partenaire accepte ou décline chacun d’eux.
new-lead-soon = La réponse du partenaire est attendue dans ce délai.
new-lead-papers = Laissez cette page vide s’il n’y a rien à dire.
new-lead-contact = Laissez cette page vide si le partenaire doit joindre la personne seulement par vous.
new-lead-screening = Laissez cette page vide, sauf si une personne formée a fait le dépistage.
new-lead-account = Le récit ne part jamais tout seul : ni quand vous envoyez, ni quand le partenaire accepte. Ne l’écrivez que si la personne veut qu’il soit noté.
new-lead-to = Choisissez un partenaire auquel la personne a consenti.

## Parts of a page
new-part-agreed = Le consentement
new-part-recipients = Qui peut être informé
new-part-limits = Ce qui a été consenti
new-part-override = Seulement si le temps manquait pour demander
new-part-code = Code du dossier
new-part-person = Pour la décision du partenaire
new-part-identity = Nom et identité
new-part-by-when = Quand chaque besoin doit être satisfait au plus tard
new-part-papers = Dépassement de séjour, amende, ambassade
new-part-partner = Le partenaire
new-part-from = De votre part
new-none-document = Aucun document écrit pour l’instant.
new-none-by-when = Aucun besoin écrit pour l’instant. Dites d’abord quelle aide est nécessaire.
new-seen-now = Le partenaire voit ceci dès que vous envoyez.
new-seen-after = Le partenaire ne voit ceci qu’après avoir accepté.
new-seen-not-by-itself = Le partenaire ne voit pas ceci, ni maintenant ni après avoir accepté.
new-seen-here = Ceci reste sur cet ordinateur.
new-need = Besoin { $number }
new-need-service = Besoin { $number } : { $service }
new-need-line = Besoin { $number } : { $question }
new-document = Document { $number }
new-document-line = Document { $number } : { $question }
new-add-need = Ajouter un autre besoin
new-add-document = Ajouter un document
new-remove-need = Enlever le besoin { $number }
new-remove-document = Enlever le document { $number }

## Answers
new-choose = Choisir
new-not-answered = Pas de réponse
new-row-number = { $question } { $number }
new-language = Langue
new-language-number = Langue { $number }
new-language-other = Une autre langue : son code
new-language-spoken = Parlée
new-language-read = Lue
new-speaks = parle : { $level }
new-reads = lit : { $level }
new-hint-day = Année, mois, jour : 2026-12-31. Ou en jours à partir d’aujourd’hui : +30d.
new-hint-moment = En heures ou en jours à partir de maintenant : +6h, +3d. Ou un jour : 2026-12-31. Ou un jour, une heure et son fuseau horaire : 2026-12-31 18:30 +07:00.
new-help-risks = Cochez tout ce qui est vrai.
new-help-person-case_code = Un code à la place d’un nom : lettres a à z, chiffres, - et _. Si vous le laissez vide, un code est créé.
new-help-person-citizenships = Envoyées avant l’acceptation seulement si un besoin l’exige ; sinon avec le nom.
new-help-person-languages = La langue de la personne, pas celle de cet écran. Si vous dites à quel point elle est lue, dites aussi à quel point elle est parlée. Pour une langue qui n’est pas dans la liste, écrivez son code, par exemple kdt.
new-help-person-dependants = Un âge pour chaque personne à charge. Enregistrez pour avoir plus de place.
new-help-need-wanted_by = Laissez vide si la réponse ci-dessus suffit.
new-help-consent-mode = Laissez vide si le temps manquait pour demander.
new-help-consent-language = La langue dans laquelle vous avez demandé ; son code, par exemple kdt, si elle n’est pas dans la liste. Laissez vide si le temps manquait pour demander.
new-help-consent-recipients = Cochez chaque partenaire auquel la personne a consenti. Aucun partenaire n’apprend qui sont les autres.
new-help-consent-sections = Cochez tout ce à quoi la personne a consenti. Ce qu’il faut part toujours. Le récit seulement si la personne l’a dit.
new-help-consent-valid_until = Le dernier jour du consentement.
new-help-document-country = Le pays qui l’a délivré.
new-help-to-partner = La personne doit avoir consenti à ce partenaire.
new-note-urgency-emergency = En cas de danger pour la vie ou la sécurité. Le partenaire est prié de répondre aujourd’hui.
new-note-urgency-urgent = Cela ne peut pas attendre la semaine prochaine.
new-note-urgency-normal = Rien ne s’aggrave dans les deux semaines.
new-note-section-needs = Part tout de suite : ce qu’il faut, l’urgence, les langues, les risques. Aucun nom.
new-note-section-identity = Part après l’acceptation du partenaire.
new-note-section-safe_contact = Part après l’acceptation du partenaire.
new-note-section-documents = Part après l’acceptation du partenaire.
new-note-section-screening = Part après l’acceptation du partenaire.
new-note-section-account = Ne part jamais tout seul.
new-buddhist = Vous avez tapé { $typed }. Est-ce une année bouddhique ? Elle correspond alors à { $reading } dans le calendrier grégorien. Sinon, tapez de nouveau la date.
new-buddhist-yes = Oui, utiliser { $reading }
new-fault-line = { $question } – { $fault }

## Partners to choose from
new-no-partners = Vous n’avez pas encore de partenaires. Les réponses sont enregistrées, mais rien ne peut être envoyé avant l’association avec un partenaire.
new-nothing-to-choose = Il n’y a pas encore de partenaire confirmé à choisir.
new-partner-unknown = Pas dans votre liste de partenaires.
new-partner-languages = Langues : { $languages }.
new-partner-common-language = A une langue en commun avec la personne.
new-partner-no-common-language = N’a aucune langue en commun avec la personne.
new-partner-named = La personne a consenti à ce partenaire.
new-partner-not-named = Le consentement ne nomme pas ce partenaire.
new-partner-confirmed = Confirmé.
new-partner-not-confirmed = Pas confirmé des deux côtés : rien ne peut encore lui être envoyé.
new-partner-blocked = Bloqué : rien ne peut lui être envoyé.
new-kind-ngo = Organisation non gouvernementale.
new-kind-shelter = Hébergement protégé.
new-kind-clinic = Clinique ou hôpital.
new-kind-legal_aid = Aide juridique.
new-kind-embassy = Ambassade ou consulat.
new-kind-international_organisation = Organisation internationale.
new-kind-authority = Autorité.
new-kind-auditor = Auditeur.

## Check answers
new-check-title = Vérifiez vos réponses
new-check-ready = Rien n’a été envoyé. Lisez ce que le partenaire verra, puis envoyez.
new-check-not-ready = Rien n’a été envoyé. Corrigez ce qui est indiqué ci-dessus ; vos réponses sont enregistrées.
new-change = Changer : { $task }
new-nothing-written = Rien d’écrit.
new-sees-now = Ce que le partenaire voit maintenant
new-sees-code = Chaque partenaire reçoit un code de dossier qui lui est propre, à la place de celui qui est montré ici.
new-sees-after = Ce que le partenaire voit après avoir accepté
new-sees-nothing = Rien de plus.
new-row-referred_at = Orientation faite le
new-row-based_on = Fait suite à une autre orientation
new-was-sent = Quelque chose a été envoyé à partir de ce brouillon. On peut le lire ici, mais pas le changer.
new-sent-row = { $referral }. À { $partner }

## Send
new-send-title = Envoyer
new-send-more-title = Envoyer à un autre partenaire
new-send-no-partner = Aucun partenaire nommé par le consentement n’est dans votre liste de partenaires.
new-send-to = À quels partenaires ?
new-send-to-hint = Seulement les partenaires auxquels la personne a consenti. Chacun reçoit une orientation qui lui est propre et n’apprend rien des autres.
new-send-asked = J’ai demandé de nouveau à la personne au sujet de cette autorité ou ambassade, et elle a consenti.
new-send-all = Envoyer tout de suite le nom, le contact et les documents
new-send-all-meaning = Seulement en cas d’urgence absolue : le partenaire les voit avant d’accepter. Le récit ne part toujours pas. Cela ne peut pas être annulé.
new-send-button = Envoyer maintenant
new-send-nobody-what = Aucun partenaire n’est coché.
new-send-nobody-hint = Cochez au moins un partenaire. Rien n’a été envoyé.
new-sent-title = Envoyé
new-sent-next = Ce qui se passe ensuite
new-sent-next-way = Si le partenaire ne peut pas être joint maintenant, l’orientation attend ici, en sécurité sur cet ordinateur, et part toute seule.
new-sent-next-receipt = Quand elle est arrivée, le partenaire signe l’accusé de réception : deux coches.
new-sent-next-answer = Une personne répond là-bas. Vous voyez la réponse à l’accueil et sur la page de l’orientation.
new-sent-next-person = Dites à la personne ce qui a été envoyé, à qui, et quand vous attendez une réponse.
new-sent-answers = Ce qui a été écrit

## Erase
new-erase-link = Effacer ce brouillon
new-erase-title = Effacer ce brouillon ?
new-erase-words = Le brouillon { $draft }, dossier { $code }, est effacé de cet ordinateur pour toujours. Rien n’a été envoyé à partir de lui.
new-erase-button = Effacer pour toujours

## What the desk says about drafts
failure-sent_already-what = Rien n’a été changé : quelque chose a été envoyé à partir de ce brouillon.
failure-sent_already-hint = Commencez une nouvelle orientation, ou changez le consentement sur la page de l’orientation qui a été envoyée.
failure-too_long-what = C’est trop long pour être gardé.
failure-too_long-hint = Raccourcissez les textes les plus longs. Un fichier peut être joint après l’envoi.
failure-form_faults-what = Il y a quelque chose à corriger dans le brouillon. Rien n’a été envoyé.
failure-form_faults-hint = Corrigez ce qui est indiqué et envoyez de nouveau.
failure-consent_does_not_name_partner-what = Le consentement ne nomme pas ce partenaire. Rien n’a été envoyé.
failure-consent_does_not_name_partner-hint = Demandez à la personne. Si elle consent, cochez le partenaire sur la page de ce à quoi la personne a consenti.
failure-not_confirmed-what = Rien n’a été envoyé : le partenaire n’est pas confirmé des deux côtés.
failure-not_confirmed-hint = Comparez le numéro de sécurité par téléphone ou en personne, sur la page du partenaire.
failure-ask_first-what = Le consentement dit de demander à la personne avant que cette autorité ou ambassade soit informée. Rien n’a été envoyé.
failure-ask_first-hint = Demandez à la personne. Si elle consent, cochez que vous avez demandé, et envoyez de nouveau.
failure-consent_forbids-what = La personne a dit qu’une telle organisation ne doit jamais être informée. Rien n’a été envoyé.
failure-consent_forbids-hint = Choisissez un autre partenaire.
failure-consent_expired-what = Le consentement a pris fin. Rien n’a été envoyé.
failure-consent_expired-hint = Demandez de nouveau à la personne, et notez le nouveau consentement.
failure-blocked-what = Ce partenaire est bloqué. Rien n’a été envoyé.
failure-blocked-hint = Débloquez-le sur la page du partenaire, ou choisissez-en un autre.
failure-no_card-what = La carte de contact du partenaire n’est pas encore arrivée. Rien n’a été envoyé.
failure-no_card-hint = Elle arrive toute seule quand les deux ordinateurs sont en ligne. Réessayez alors.
