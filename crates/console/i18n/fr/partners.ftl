## Partners: the list
partners-title = Partenaires
partners-none = Pas encore de partenaires.
partners-more = { $count ->
    [one] { $count } partenaire de plus n’est pas montré ici.
   *[other] { $count } partenaires de plus ne sont pas montrés ici.
}
partners-back = Tous les partenaires
partner-heard = Dernières nouvelles : { $ago }.
partner-never-heard = Pas encore de nouvelles.
partner-letters-wait = { $count ->
    [one] { $count } lettre attend ici pour lui.
   *[other] { $count } lettres attendent ici pour lui.
}
partner-no-card = Sa carte n’est pas encore arrivée
partner-compare = Comparer le numéro
partner-blocked = Bloqué
partner-key-trouble = Problème avec ses clés
## How letters go to a partner now
partner-now-direct = Relié
partner-now-relay = Relié par un relais
partner-now-mailbox = Les lettres passent par la boîte aux lettres
partner-now-bundle = Les lettres voyagent sur une clé USB
partner-now-none = Non relié
partner-now-blocked = Bloqué par vous
## Who compared the safety number
partner-checked-both = Confirmé par les deux
partner-checked-us = Confirmé par vous, pas encore par lui
partner-checked-them = Confirmé par lui, pas encore par vous
partner-checked-nobody = Pas encore comparé
## What sort of organisation
partner-kind-ngo = Organisation non gouvernementale
partner-kind-shelter = Hébergement protégé
partner-kind-clinic = Clinique ou hôpital
partner-kind-legal_aid = Aide juridique
partner-kind-embassy = Ambassade ou consulat
partner-kind-international_organisation = Organisation internationale
partner-kind-authority = Autorité
partner-kind-auditor = Auditeur
## One partner
partner-title = Partenaire : { $partner }
partner-kind = Type
partner-languages = Langues
partner-number-state = Numéro de sécurité
partner-way = Lettres en ce moment
partner-contact = Dernières nouvelles
partner-letters = Lettres en attente ici
partner-catching-up = Après la restauration ici
partner-asked-copies = Ce qu’il nous a demandé
partner-card-ends = Sa carte est valable jusqu’au
partner-blocked-words = Vous avez bloqué ce partenaire. Rien ne lui est envoyé, et rien de lui n’est pris.
partner-ours = Dans votre liste
partner-short = Nom court
partner-short-hint = Votre propre nom pour ce partenaire : 1 à 40 lettres, chiffres, - et _. Le partenaire ne le voit pas.
partner-rename = Changer le nom court
partner-name-fault-name = Entrez un nom court de 1 à 40 lettres, chiffres, - et _
partner-name-fault-name_taken = Un autre partenaire a ce nom court. Choisissez-en un autre
partner-block = Bloquer ce partenaire
partner-unblock = Débloquer ce partenaire
partner-technical = Pour qui s’occupe des ordinateurs
partner-id = Son identifiant
partner-addresses = Joint à
partner-prekeys = Clés à usage unique restantes
partner-keys = Ses clés de signature
partner-key-since = Depuis
partner-key-until = Jusqu’au
partner-key-state = État
partner-key-text = Clé
partner-key-in_force = En vigueur
partner-key-retired = Remplacée
partner-key-stolen = Signalée volée
## The safety number
number-title = Numéro de sécurité
number-how-1 = Appelez là-bas quelqu’un dont vous connaissez la voix, ou rencontrez cette personne.
number-how-2 = L’un de vous lit les 30 chiffres à voix haute, l’autre suit sur son propre écran.
number-how-3 = Ne comparez jamais par messagerie ou e-mail : qui se trouve entre vous pourrait y changer le numéro.
number-same = Les numéros sont identiques
number-differ = Ils diffèrent
number-admin = Quand les numéros ont été comparés, un administrateur de votre organisation le dit ici.
number-both = Vous avez tous deux comparé ce numéro. Les orientations peuvent aller dans les deux sens.
number-wait-them = Vous avez dit que le numéro est identique. Les orientations pourront partir quand l’autre côté l’aura dit aussi.
number-blocked = Tant que le partenaire est bloqué, il n’y a rien à comparer.
failure-number_changed-what = Le numéro de sécurité a changé depuis l’affichage de cette page.
failure-number_changed-hint = Comparez le nouveau numéro, dès son premier chiffre.
differs-title = Les numéros diffèrent : { $partner } est bloqué
differs-what = Quelqu’un se trouve peut-être entre vous et ce partenaire, et lit tout.
differs-done = Dès maintenant, rien ne lui est envoyé et rien de lui n’est pris. Ce qui attendait ici reste ici.
differs-next = Que faire maintenant
differs-step-1 = Appelez le partenaire à un numéro de téléphone que vous connaissiez déjà, pas à un numéro tiré d’un message.
differs-step-2 = Comparez encore une fois, chiffre par chiffre : un chiffre a pu être mal entendu. S’ils sont finalement identiques, débloquez le partenaire sur sa page.
differs-step-3 = S’ils diffèrent vraiment, créez une nouvelle invitation et remettez-la en personne. Celui-ci reste bloqué.
differs-back = La page du partenaire
## Blocking
block-title = Bloquer { $partner } ?
block-what = Plus rien n’est envoyé à ce partenaire, et rien de lui n’est pris.
block-later = Les orientations entre vous restent comme elles sont. Vous pourrez débloquer le partenaire plus tard.
block-button = Bloquer
unblock-title = Débloquer { $partner } ?
unblock-what = Les lettres vont de nouveau dans les deux sens. Ce qui attendait ici est envoyé.
unblock-button = Débloquer
## Pairing
pair-title = S’associer avec un nouveau partenaire
pair-start = S’associer avec un nouveau partenaire
pair-words = L’un de vous crée une invitation, l’autre la suit. Ensuite vous comparez un numéro, de vive voix ou en personne.
pair-invite = J’invite
pair-invite-words = Vous créez une invitation pour un seul partenaire. Elle peut servir une seule fois, dans les 24 heures.
pair-join = J’ai été invité
pair-join-words = Un partenaire vous a donné une invitation.
invite-label = Pour qui
invite-label-hint = Une note pour vous-même, 60 caractères au plus. Elle devient votre nom court pour le partenaire.
invite-label-long = Raccourcissez la note à 60 caractères au plus
invite-make = Créer une invitation
join-code = Le texte de l’invitation
join-code-hint = Collez-le en entier. Il commence par waypost://join
join-code-missing = Collez le texte de l’invitation
join-code-long = C’est plus long qu’aucune invitation. Collez seulement le texte de l’invitation
join-button = Suivre l’invitation
failure-own_invite-what = Cette invitation est la vôtre.
failure-own_invite-hint = Donnez-la au partenaire : c’est lui qui la suit.
failure-already_partner-what = Cette organisation est déjà un partenaire.
failure-already_partner-hint = Regardez dans votre liste de partenaires.
failure-too_many_invites-what = Trop d’invitations sont ouvertes.
failure-too_many_invites-hint = Annulez-en une, ou attendez qu’une prenne fin.
invite-title = Une invitation pour un seul partenaire
invite-once = Elle n’est montrée que maintenant.
invite-once-words = Donnez-la au partenaire en personne, ou par un moyen auquel vous faites confiance. Quiconque l’a en premier peut l’utiliser.
invite-for = Pour
invite-until = Valable jusqu’au
invite-reached = Où elle vous joint
invite-no-address = Elle n’indique aucune adresse de cet ordinateur : la réponse vient sur une clé USB.
invite-scan = Faites-la scanner par le partenaire
invite-picture = L’invitation sous forme de code à scanner. Le même texte se trouve dessous.
invite-text = Ou donnez le texte
invite-text-words = En entier, de waypost:// à la dernière lettre.
invite-copy = Copier le texte
invite-then = Ensuite
invite-then-words = Quand le partenaire a suivi l’invitation, il apparaît dans votre liste. Comparez alors le numéro de sécurité.
invites-title = Invitations ouvertes
invites-open = Invitations ouvertes
invites-words = Chacune peut servir une seule fois. Les textes ne sont plus montrés : si l’un est perdu, annulez l’invitation et créez-en une autre.
invites-none = Aucune invitation n’est ouverte.
invite-nobody = Sans note
invite-ends = { $left }
invite-cancel = Annuler
