## The log
audit-title = Audit
audit-words = Chaque lettre est inscrite dans un journal que personne ne peut changer après coup sans que cela se découvre. Les partenaires signent l’état du journal, pour que vous puissiez le prouver plus tard. Le journal ne nomme aucune personne.
audit-back = Retour au journal
log-entries = { $count ->
    [one] { $count } inscription
   *[other] { $count } inscriptions
}
log-number = Numéro du journal
log-size = Inscriptions
log-head = Dernière tête signée
log-no-head = Aucune signée pour l’instant
log-cosigned = Cosignée par
log-cosigned-nobody = Personne pour l’instant
log-needed = Témoins
log-met = Suffisant
log-not-met = Pas encore suffisant
log-needed-count = { $count ->
    [one] { $count } partenaire doit cosigner.
   *[other] { $count } partenaires doivent cosigner.
}
log-counting = { $count ->
    [one] { $count } qui compte l’a fait.
   *[other] { $count } qui comptent l’ont fait.
}
log-root = La racine de l’arbre
cosign-words = Une tête est signée une fois par jour automatiquement, et les partenaires sont priés de la cosigner.
cosign-button = Signer une tête et solliciter les partenaires maintenant
## Heads are held
held-title = Aucune tête n’est signée
held-restored = Ce nœud a été restauré à partir d’une sauvegarde, et a commencé un nouveau journal.
held-old_copy = Les partenaires ont vu plus de ce journal qu’il n’y en a ici : ce répertoire est une ancienne copie.
held-damaged = Une partie du journal sur ce disque est endommagée.
held-since = Depuis le { $since }.
held-hint = Les lettres continuent. Quelqu’un doit décider comment le journal continue.
held-admin = Prévenez un administrateur de votre organisation.
resume-title = Signer de nouveau des têtes
resume-what = Ne le faites que si cet ordinateur est le seul sur lequel le nœud de votre organisation fonctionne à partir de maintenant. L’ancien ordinateur ne doit plus jamais fonctionner.
resume-seen = Les partenaires et les auditeurs verront qu’un nouveau journal commence ici, et pourquoi.
resume-button = Signer de nouveau des têtes
## A partner's log shows two histories
histories-title = { $partner } montre deux histoires de son journal
histories-short = Deux histoires
histories-words = Deux têtes signées de son journal ne vont pas ensemble. Quelqu’un a changé le journal, ou deux copies du nœud fonctionnent. Demandez à une personne de là-bas que vous connaissez, et prévenez l’auditeur. Les deux têtes sont gardées.
histories-noticed = Constaté le { $at } : ce qui le prouve
histories-known = La tête qui était connue :
histories-note = L’autre tête :
histories-header = L’en-tête de la lettre qui nomme une autre tête :
histories-signature = Sa signature :
## Who cosigns
witnesses-title = Les partenaires comme témoins
witnesses-caption = Ce que les partenaires ont cosigné, et ce que vous avez cosigné pour eux
witnesses-words = Chaque partenaire signe les têtes de votre journal, et vous signez les siennes.
witnesses-none = Aucun partenaire n’est encore confirmé : personne ne peut cosigner.
witness-ours = A cosigné la vôtre
witness-said = Sa dernière réponse
witness-theirs = Vous avez cosigné la sienne
witness-counts = Compte
witness-cosigned = { $entries }, { $at }
witness-nothing = Rien pour l’instant
witness-not-asked = Pas encore sollicité
witness-waiting = Pas de réponse depuis { $since }
witness-answer-cosigned = Cosigné
witness-answer-conflict = Connaît une autre tête de la même taille
witness-answer-older = A cosigné une tête plus récente
witness-answer-inconsistent = La tête ne fait pas suite à celle qu’il connaît
## Verifying everything
verify-title = Tout vérifier
verify-words = Vérifie chaque signature, chaque chaîne et tout le journal sur cet ordinateur. Avec un très grand nombre de lettres, cela prend quelques minutes.
verify-button = Vérifier maintenant
verified-title = Ce qui a été vérifié
verified-all = Tout est valable.
verified-count = { $count ->
    [one] { $count } lettre a été vérifiée et est valable.
   *[other] { $count } lettres ont été vérifiées et sont valables.
}
verified-stolen = { $count ->
    [one] { $count } d’entre elles porte une clé signalée volée plus tard. Elle est arrivée avant que cela soit su ; pour qui que ce soit d’autre, elle ne prouve rien.
   *[other] { $count } d’entre elles portent une clé signalée volée plus tard. Elles sont arrivées avant que cela soit su ; pour qui que ce soit d’autre, elles ne prouvent rien.
}
verified-faults = { $count ->
    [one] { $count } élément n’est pas valable
   *[other] { $count } éléments ne sont pas valables
}
verified-faults-words = Gardez une copie du répertoire tel qu’il est, et demandez à chaque partenaire concerné de faire de même.
verified-faults-more = { $count ->
    [one] { $count } de plus n’est pas montré.
   *[other] { $count } de plus ne sont pas montrés.
}
verified-by-kind = Lettres vérifiées, par type
log-letters = Lettres
letters-title = Lettres
letters-caption = Les lettres les plus récentes, par leurs en-têtes
letters-none = Il n’y a pas encore de lettre.
letters-shown = Les { $shown } lettres les plus récentes sur { $listed }.
letters-words = Seulement leurs en-têtes : rien de ce qu’elles disent.
log-column-letter = Lettre
log-column-day = Jour
log-column-kind = Type
log-column-from = De
log-column-to = À
letter-kind-referral = Orientation
letter-kind-move = Étape d’une orientation
letter-kind-receipt = Accusé de réception
letter-kind-disclosure = Champs montrés plus tard
letter-kind-card = Carte de contact
letter-kind-join = Suite donnée à une invitation
letter-kind-confirm = Confirmation de l’association
letter-kind-recall = Demande de copies
letter-kind-copies = Copies
letter-kind-trust = Part d’une feuille de récupération
letter-kind-attachment = Pièce jointe
letter-kind-piece = Partie d’une pièce jointe
letter-kind-pieces = Accusé de réception de parties
letter-kind-witness = Demande de cosignature
letter-kind-cosigned = Cosigné
## One letter
letter-title = Une lettre dans le journal
letter-words = À partir de la lettre en bas, chaque étape réunit deux empreintes en une seule, jusqu’à la racine. Les partenaires ont signé la racine. Quiconque changerait la lettre obtiendrait une autre racine.
letter-header = Son en-tête
letter-place = Sa place
letter-entry = Numéro { $number } sur { $entries }
letter-cosigned = { $count ->
    [one] { $count } partenaire l’a cosignée.
   *[other] { $count } partenaires l’ont cosignée.
}
letter-unsigned = Aucune tête signée ne contient encore cette lettre. La prochaine la contiendra.
letter-picture = L’arbre du journal : le chemin de cette lettre jusqu’à la racine, avec l’empreinte qui est réunie à chaque étape. Les mêmes empreintes sont dans le tableau.
letter-this = Cette lettre
letter-root = La racine
letter-steps = Le chemin de la lettre à la racine
letter-step = Étape
letter-side = L’autre empreinte se trouve
letter-left = à gauche
letter-right = à droite
letter-hash = Empreinte
## Sharing with an auditor
share-title = Partager une période avec un auditeur
share-link = Comment donner à un auditeur une période du journal
share-what = Un auditeur reçoit un fichier pour une période, que seul cet auditeur peut ouvrir. Il contient des en-têtes, des signatures et des heures ; aucun nom, aucun besoin, aucun texte.
share-how = Le fichier est écrit sur cet ordinateur par une commande, pas par cette page. Mettez-y le premier et le dernier jour, la clé de l’auditeur, et le nom du nouveau fichier :
share-key = La clé de l’auditeur commence par age1. Obtenez-la de l’auditeur par un moyen où personne ne peut la changer.
