## Ways back
back-settings = Retour aux Réglages
back-users = Retour à tous les utilisateurs
back-backup = Retour aux sauvegardes
back-retention = Retour aux durées de conservation
office-pages = Pages
office-page-before = Page précédente
office-page-after = Page suivante
office-page-of = Page { $page } sur { $pages }

## Users
users-title = Utilisateurs
users-caption = Qui peut se connecter sur cet ordinateur
user-name = Nom ici
user-name-hint = Tel que la personne est appelée au bureau. Il est tapé pour se connecter, et figure là où il est noté qui a lu une orientation.
user-name-missing = Écrivez le nom.
user-roles = Ce que la personne peut faire
user-roles-hint = Cochez un ou plusieurs rôles.
user-roles-missing = Cochez au moins un rôle.
user-role-admin = Administrateur
user-role-caseworker = Gestionnaire de cas
user-role-desk_officer = Agent d’unité
user-role-read_only = Lecteur
user-role-auditor = Auditeur
user-may-admin = Donne accès aux personnes, relie les partenaires, fait les sauvegardes. Ne peut pas ouvrir une orientation.
user-may-caseworker = Écrit, envoie, répond aux orientations et les clôt. Les voit toutes.
user-may-desk_officer = Voit les orientations arrivées pour sa propre unité et y répond.
user-may-read_only = Lit les orientations, et ne change rien.
user-may-auditor = Voit le journal de ce qui a été envoyé, sans aucun mot d’une orientation.
user-desk = Unité d’un agent d’unité
user-desk-services = Services de l’unité
user-desk-hint = Seulement pour un agent d’unité. Si aucun n’est coché, l’unité est pour tous les services.
user-desk-without-role = Seul un agent d’unité a une unité. Cochez aussi agent d’unité, ou enlevez les services.
user-language = Langue des pages de cette personne
user-language-browser = Comme l’indique le navigateur
user-last-signed-in = Dernière connexion
user-never = Jamais
user-state = État
user-is-enabled = Peut se connecter
user-is-disabled = Ne peut pas se connecter
user-since = Ici depuis
user-new-title = Ajouter un utilisateur
user-first-password = Premier mot de passe
user-first-password-words = Dites à la personne le nom et le mot de passe de vive voix. Elle change le mot de passe dans les Réglages.
user-make = Ajouter cet utilisateur
user-change = Nom, rôles, unité
user-change-words = Enregistrer déconnecte cette personne partout. Elle se reconnecte avec les nouveaux rôles.
user-password = Mot de passe
user-password-words = Si le mot de passe est perdu, choisissez-en un nouveau et dites-le à la personne de vive voix. Cela met aussi fin à une attente après des essais incorrects.
user-password-set = Définir ce mot de passe
user-access = Accès
user-disable-words = Une personne qui est partie ne peut plus se connecter. Ce qu’elle a fait reste noté sous son nom.
user-disable = Retirer l’accès
user-enable-words = Cette personne ne peut pas se connecter actuellement.
user-enable = Rendre l’accès
user-done-made = L’utilisateur est ajouté.
user-done-changed = Le changement est enregistré, et la personne est déconnectée.
user-done-password = Le mot de passe est défini, et la personne est déconnectée.
failure-name_taken-what = Un autre utilisateur a ce nom.
failure-name_taken-hint = Utilisez une forme plus longue, par exemple avec le nom de famille.
failure-no_role-what = Un utilisateur a au moins un rôle.
failure-no_role-hint = Cochez un ou plusieurs rôles.
failure-last_admin-what = C’est le dernier administrateur qui peut se connecter.
failure-last_admin-hint = Faites d’abord de quelqu’un d’autre un administrateur. Rien n’a été changé.
failure-desk_without_role-what = Seul un agent d’unité a une unité.
failure-desk_without_role-hint = Cochez aussi agent d’unité, ou enlevez les services.
failure-password-what = Un mot de passe a de 10 à 200 caractères.
failure-password-hint = Choisissez-en un plus long.
failure-wrong_password-what = Ce n’est pas votre mot de passe.
failure-wrong_password-hint = Réessayez. Après trois essais incorrects, il faut attendre.
failure-wait-hint = Attendez ce temps, puis réessayez.

## Passwords
password-title = Changer votre mot de passe
password-old = Votre mot de passe actuel
password-old-missing = Tapez le mot de passe que vous avez maintenant.
password-new = Nouveau mot de passe
password-hint = Au moins 10 caractères. Trois ou quatre mots sont plus faciles à taper que des signes.
password-again = Le même mot de passe de nouveau
password-missing = Tapez un mot de passe.
password-differs = Les deux ne sont pas identiques. Tapez de nouveau deux fois le mot de passe.
password-set = Changer mon mot de passe

## Settings
settings-you = Vous
settings-language = Langue de vos pages
settings-language-save = Utiliser cette langue
settings-notices = Avis
settings-notices-wanted = M’avertir sur le bureau de l’ordinateur quand quelque chose change
settings-notices-hint = L’avis dit que quelque chose a changé, et rien d’autre. Il ne vient que si cette page est ouverte quelque part.
settings-work = Votre travail
settings-stick = Lettres sans réseau
settings-retention = Ce qui est bientôt effacé, ce dont l’effacement est suspendu
settings-office = Votre organisation
settings-users = Qui peut se connecter, et ce que chacun peut faire
settings-backup = Quand la dernière a été faite, en faire une, les clés
settings-sheet = Si le papier que vous avez en main est le bon
settings-mailboxes = Machines qui gardent des lettres pour vous pendant que vous êtes hors ligne
settings-passphrase = Ce qui ouvre les dossiers de cet ordinateur
settings-lock-node = Pour tous les utilisateurs à la fois
settings-computer = Pour qui s’occupe de cet ordinateur
settings-computer-words = Ces lignes sont en anglais et indiquent des commandes à taper sur cet ordinateur.
settings-no-advice = Rien à faire en ce moment.
settings-version = Waypost { $version }
settings-done-password = Votre mot de passe est changé. Les autres navigateurs sont déconnectés.
settings-done-passphrase = La phrase secrète est changée. L’ancienne n’ouvre plus rien.

## The organisation's passphrase
passphrase-title = Changer la phrase secrète de l’organisation
passphrase-words = La phrase secrète ouvre tout ce qui est gardé sur cet ordinateur. Dites la nouvelle à toutes les personnes qui doivent le déverrouiller. La feuille de récupération reste la même.
passphrase-old = Phrase secrète actuelle
passphrase-old-missing = Tapez la phrase secrète utilisée maintenant.
passphrase-new = Nouvelle phrase secrète
passphrase-set = Changer la phrase secrète

## Locking the node
lock-node-title = Verrouiller tout le nœud
lock-node-words = Le verrouillage retire les clés de la mémoire de cet ordinateur. Ce qui arrive est gardé, et ouvert quand quelqu’un le déverrouille.
lock-node-passphrase = Il faut la phrase secrète de l’organisation pour le déverrouiller. Ne verrouillez que si quelqu’un l’a.
lock-node-all = Tout le monde est déconnecté. Pour verrouiller seulement votre propre page, utilisez le bouton Verrouiller maintenant en haut.
lock-node-do = Verrouiller tout le nœud maintenant

## What the doctor finds
doctor-title = Contrôler ce nœud
doctor-words = Tout vient d’être examiné. Les constats sont en anglais, pour qui s’occupe de cet ordinateur.
doctor-bad = À réparer
doctor-look = Quelqu’un devrait regarder
doctor-good = Comme il faut
doctor-caption = { $count ->
    [one] { $count } constat
   *[other] { $count } constats
}
doctor-found = Ce qui a été constaté
doctor-about = À propos de
doctor-fix = Que faire
doctor-counts = Chiffres
doctor-counts-words = Sans noms : ils peuvent être envoyés à qui vous aide
doctor-what = Quoi
doctor-number = Nombre

## Folders
folder-hint = Le chemin complet, par exemple /media/stick. Il commence par une barre oblique.
folder-missing = Indiquez un répertoire.
folder-long = Ce chemin est trop long.
folder-not-whole = Écrivez le chemin complet du répertoire, à partir de la première barre oblique.
failure-no_folder-what = Ce répertoire n’existe pas sur cet ordinateur.
failure-no_folder-hint = Branchez le disque ou la clé USB, et écrivez le répertoire sous lequel il apparaît.
still-working-what = Cela prend plus de temps qu’une page ne peut attendre. Le travail continue.
still-working-hint = Regardez de nouveau dans quelques minutes.

## Backups
backup-title = Sauvegardes
backup-none = Il n’y a pas encore de sauvegarde.
backup-old = La dernière sauvegarde a été faite { $ago }.
backup-old-words = Si cet ordinateur est perdu ou tombe en panne, tout ce qui s’est passé depuis ne peut revenir que des partenaires. Faites-en une maintenant.
backup-last = La dernière sauvegarde a été faite le { $at }, { $ago }.
backup-outdated = La clé de signature a été changée après la dernière sauvegarde. Faites-en une nouvelle : les sauvegardes plus anciennes ne peuvent plus être mises en service.
backup-make = Faire une sauvegarde
backup-to = Répertoire pour la sauvegarde
backup-make-now = Faire une sauvegarde maintenant
backup-made-before = Sauvegardes faites auparavant
backup-caption = Les plus récentes d’abord
backup-when = Quand
backup-file = Fichier
backup-kib = Taille en Kio
backup-letters = Lettres contenues
backup-sha256 = Somme de contrôle (SHA-256)
backup-restore = Comment restaurer
backup-restore-1 = Prenez un nouvel ordinateur où se trouve Waypost, le disque avec la sauvegarde, et la feuille de récupération.
backup-restore-2 = Là, dans un terminal, avec la sauvegarde à la place de FILE :
backup-restore-3 = Tapez les 24 mots de la feuille, choisissez une nouvelle phrase secrète, et recopiez la nouvelle feuille qui est montrée.
backup-restore-4 = Ne faites plus jamais fonctionner l’ancien ordinateur. Les partenaires rendent ce qui est venu après la sauvegarde.
backup-made-title = Sauvegarde faite
backup-made-words = La sauvegarde est écrite, et a été relue par sécurité.
backup-made-keep = Elle s’ouvre seulement avec la feuille de récupération. Gardez-la sur un autre disque, loin de cet ordinateur et loin de la feuille.
failure-backup_exists-what = Il y a déjà un fichier de ce nom.
failure-backup_exists-hint = Indiquez un répertoire, ou un autre fichier. Rien n’a été écrasé.
failure-backup_not_written-what = La sauvegarde n’a pas pu être écrite à cet endroit.
failure-backup_not_written-hint = Vérifiez que le disque est là, qu’on peut y écrire, et qu’il a de la place.
failure-backup_not_as_written-what = La sauvegarde relue diffère de ce qui a été écrit.
failure-backup_not_as_written-hint = Ce disque abîme ce qu’il garde. Utilisez-en un autre.
failure-backup_under_way-what = Une autre sauvegarde est en train d’être écrite.
failure-backup_under_way-hint = Attendez qu’elle soit terminée.

## The recovery sheet
sheet-title = Vérifier la feuille de récupération
sheet-words = Tapez les 24 mots du papier pour voir si c’est la feuille qui fonctionne maintenant. Les mots ne sont ni gardés ni montrés de nouveau.
sheet-label = Les 24 mots, dans l’ordre
sheet-hint = Avec des espaces entre eux. Assurez-vous que personne ne regarde par-dessus votre épaule.
sheet-check = Vérifier ces mots
sheet-count = { $count ->
    [one] { $count } mot trouvé. Une feuille de récupération en a 24.
   *[other] { $count } mots trouvés. Une feuille de récupération en a 24.
}
sheet-unknown = Le mot { $place } n’est pas dans la liste des mots. Regardez de nouveau le papier.
sheet-together = Les mots ne vont pas ensemble : l’un est faux, ou deux ont changé de place.
sheet-long = Il y a plus de 24 mots.
sheet-right = C’est la feuille de récupération qui fonctionne maintenant.
sheet-right-words = Remettez-la sous clé, loin de cet ordinateur.
failure-wrong_sheet-what = Ce ne sont pas les mots de la feuille de récupération qui fonctionne maintenant.
failure-wrong_sheet-hint = Vérifiez que c’est la feuille la plus récente. Rien n’a été changé.
failure-used_sheet-what = C’est une ancienne feuille de récupération : elle a été remplacée.
failure-used_sheet-hint = Utilisez la plus récente, et détruisez celle-ci. Rien n’a été changé.

## Our signing keys
keys-title = Clés de signature
keys-words = Avec la clé de signature, votre organisation signe chaque lettre. Les partenaires connaissent les clés depuis la première. Le changement de clé se fait sur cet ordinateur, par qui s’en occupe.
keys-unfinished = Un changement de clé a commencé le { $at } et n’a pas été terminé. Gardez les deux feuilles de récupération, et demandez à qui s’occupe de cet ordinateur.
keys-caption = De la première à celle en usage
keys-place = Numéro
keys-state = État
keys-since = Du
keys-until = Au
keys-key = Clé publique
keys-waiting = Ces partenaires n’ont pas encore accusé réception de la dernière carte de contact :
own-key-in_force = En usage
own-key-retired = Remplacée
own-key-stolen = Volée

## How long things are kept
retention-title = Durées de conservation
retention-words = Chaque orientation est gardée un certain temps après sa fin, puis effacée pour que plus personne ne puisse la lire. Ici vous voyez ce qui vient ensuite, et pouvez suspendre un effacement ou effacer plus tôt.
retention-view-due = Effacé dans la semaine, ou délai dépassé
retention-view-held = Effacement suspendu
retention-view-erased = Effacé
retention-nothing-due = Rien n’est effacé dans la semaine.
retention-nothing-held = Aucun effacement n’est suspendu.
retention-nothing-erased = Rien n’a encore été effacé.
retention-caption = Ce qui est effacé en premier vient en premier
retention-number = Numéro
retention-partner = Partenaire
retention-status = Orientation
retention-draft = Brouillon, jamais envoyé
retention-state = Conservation
retention-until = Jusqu’au
retention-state-open = Ouverte
retention-state-kept = Gardée pour sa durée
retention-state-due = Effacée aujourd’hui
retention-state-overdue_retention = Ouverte au-delà de sa durée : mettez-y fin, suspendez l’effacement ou effacez-la
retention-state-held = Effacement suspendu
held-for-court_order = Un tribunal l’a ordonné
held-for-investigation = Une enquête en a besoin
held-for-person_asked = La personne l’a demandé
held-for-safety = La sécurité de quelqu’un en dépend
retention-erased-caption = Les plus récentes d’abord. Il n’en reste que les en-têtes et les signatures.
retention-erased-on = Effacée le
retention-why = Pourquoi
retention-letters = Lettres
retention-erased-retention = Sa durée était écoulée
retention-erased-consent = La personne a retiré le consentement
retention-erased-by_hand = Quelqu’un l’a effacée
retention-one-title = Conservation de { $name }
retention-see = Voir l’orientation { $name }
retention-hold = Suspendre l’effacement
retention-hold-words = Rien n’en est effacé tant que quelqu’un ne lève pas la suspension.
retention-reason = Pourquoi il faut la garder
retention-reason-missing = Choisissez pourquoi il faut la garder.
retention-release = Lever la suspension
retention-release-words = La suspension prend fin. Si la durée est écoulée, l’effacement a lieu aujourd’hui.
retention-erase = Effacer pour toujours
retention-erase-words = Rien ne peut la faire revenir, pas sur cet ordinateur. Votre partenaire garde ses propres dossiers.
retention-confirm = Pour effacer, tapez le numéro : { $name }
retention-confirm-wrong = Tapez { $name } pour effacer. Rien n’a été effacé.
retention-done-hold = L’effacement est suspendu.
retention-done-release = La suspension a pris fin.
retention-done-erase = C’est effacé.
failure-not_held-what = L’effacement n’est pas suspendu.
failure-not_held-hint = Quelqu’un a levé la suspension auparavant. Regardez de nouveau.
failure-draft_in_use-what = Ce brouillon a été envoyé ; il est effacé avec sa dernière orientation.
failure-draft_in_use-hint = Effacez d’abord les orientations.
failure-answer_first-what = La personne a changé le consentement, et le partenaire attend votre réponse signée.
failure-answer_first-hint = Répondez au changement de consentement sur la page de l’orientation. Cela efface aussi.
failure-confirm_by_name-what = Le numéro n’est pas correct. Rien n’a été effacé.
failure-confirm_by_name-hint = Tapez le numéro de cette orientation ou de ce brouillon.

## Mailboxes
mailboxes-title = Boîtes aux lettres
mailboxes-words = Une boîte aux lettres est une machine qui garde des lettres scellées pour vous pendant que votre ordinateur est éteint. Son exploitant voit des tailles et des heures, et ne peut rien lire.
mailboxes-used = Boîtes aux lettres utilisées
mailboxes-none = Aucune. Les lettres ne viennent que quand les deux ordinateurs sont en ligne, ou sur une clé USB.
mailboxes-address = Adresse
mailboxes-told = Les partenaires la connaissent
mailboxes-until = L’exploitant la permet jusqu’au
mailboxes-reached = Jointe pour la dernière fois
mailboxes-not-yet = Pas encore depuis le démarrage du nœud
mailboxes-trouble = Ce qui a mal tourné depuis
mailboxes-leaving = Quittée le
mailboxes-leave-words = Après le départ, elle est encore consultée pendant un mois, pour les partenaires qui ne l’ont pas appris.
mailboxes-leave = Quitter { $name }
mailboxes-use = Utiliser une boîte aux lettres
mailboxes-code = Code de l’exploitant
mailboxes-code-hint = Le texte entier que l’exploitant vous a donné. Il commence par waypost://mailbox
mailboxes-code-missing = Collez le code de l’exploitant.
mailboxes-code-long = C’est trop long pour un code. Collez seulement le texte de l’exploitant.
mailboxes-use-do = Utiliser cette boîte aux lettres
mailboxes-done-used = La boîte aux lettres est utilisée à partir de maintenant.
mailboxes-done-left = La boîte aux lettres est quittée.
failure-mailbox_code-what = Ce n’est pas un code de boîte aux lettres, ou il en manque une partie.
failure-mailbox_code-hint = Demandez le texte entier à l’exploitant.
failure-grant_expired-what = La permission de l’exploitant dans ce code a pris fin.
failure-grant_expired-hint = Demandez un nouveau code à l’exploitant.
failure-too_many_mailboxes-what = Vous utilisez autant de boîtes aux lettres qu’une carte de contact peut en contenir.
failure-too_many_mailboxes-hint = Quittez-en d’abord une.
failure-unknown_mailbox-what = Cette boîte aux lettres n’existe pas.
failure-unknown_mailbox-hint = Regardez de nouveau la liste.

## A stick
stick-title = Transporter des lettres sur une clé USB
stick-words = Là où il n’y a pas de réseau, les lettres voyagent sur une clé USB que quelqu’un transporte. Elles sont scellées : qui trouve la clé USB voit des tailles, et rien d’autre.
stick-dir = Répertoire sous lequel la clé USB apparaît
stick-write = Écrire sur la clé USB
stick-write-words = Écrit ce qui attend pour les partenaires. Cela attend aussi ici jusqu’à ce qu’ils l’aient.
stick-no-partners = Il n’y a pas encore de partenaires.
stick-to = Pour quels partenaires
stick-to-hint = Si aucun n’est coché : pour tous ceux pour qui quelque chose attend.
stick-waiting = { $count ->
    [one] { $count } lettre attend
   *[other] { $count } lettres attendent
}
stick-read = Lire la clé USB
stick-read-words = Prend ce qui est pour vous, et écrit des accusés de réception et des réponses pour le retour.
stick-keep = Laisser sur la clé USB les fichiers qui ont été pris
stick-no-answer = N’écrire aucune réponse sur la clé USB
stick-done-title = Terminé avec la clé USB
stick-read-done = Pris de la clé USB
stick-read-nothing = Rien n’y était pour vous.
stick-from = De { $partner } :
stick-new = { $count ->
    [one] { $count } nouvelle lettre.
   *[other] { $count } nouvelles lettres.
}
stick-repeats = { $count ->
    [one] { $count } qui était déjà venue.
   *[other] { $count } qui étaient déjà venues.
}
stick-later = { $count ->
    [one] { $count } doit revenir plus tard.
   *[other] { $count } doivent revenir plus tard.
}
stick-refused = Refusées : { $count } ({ $reason }).
stick-files = { $count ->
    [one] { $count } fichier a été examiné.
   *[other] { $count } fichiers ont été examinés.
}
stick-not-ours = { $count ->
    [one] { $count } est pour quelqu’un d’autre, ou trop ancien.
   *[other] { $count } sont pour quelqu’un d’autre, ou trop anciens.
}
stick-own = { $count ->
    [one] { $count } a été écrit ici, et pas encore lu par son partenaire.
   *[other] { $count } ont été écrits ici, et pas encore lus par leurs partenaires.
}
stick-blocked = { $count ->
    [one] { $count } vient d’un partenaire bloqué.
   *[other] { $count } viennent de partenaires bloqués.
}
stick-unread = { $count ->
    [one] { $count } fichier de plus n’a pas été examiné : recommencez.
   *[other] { $count } fichiers de plus n’ont pas été examinés : recommencez.
}
stick-removed = { $count ->
    [one] { $count } fichier a été pris et enlevé.
   *[other] { $count } fichiers ont été pris et enlevés.
}
stick-damaged = Fichiers endommagés
stick-damaged-words = Ils restent sur la clé USB. Demandez au partenaire de la réécrire.
stick-written = Écrit sur la clé USB
stick-written-nothing = Rien n’a été écrit.
stick-for = Pour { $partner } :
stick-letters = { $count ->
    [one] { $count } lettre.
   *[other] { $count } lettres.
}
stick-left-over = { $count ->
    [one] { $count } lettre attend la prochaine clé USB.
   *[other] { $count } lettres attendent la prochaine clé USB.
}
stick-take-there = Apportez la clé USB au partenaire.
stick-take-back = Des accusés de réception et des réponses sont sur la clé USB : rapportez-la.
stick-found = Qui la trouve voit des tailles, et rien d’autre.
stick-nothing-for = Rien ne peut partir maintenant vers :
stick-again = Continuer avec une clé USB
failure-no_bundles-what = Il n’y a pas de lettres de Waypost dans ce répertoire.
failure-no_bundles-hint = Regardez si c’est la bonne clé USB, et écrivez le répertoire qui en contient un nommé waypost.
failure-stick_full-what = La clé USB n’a pas assez de place pour cela.
failure-stick_full-hint = Faites-y de la place ou prenez-en une autre, et recommencez. Rien n’est perdu.
failure-stick_not_written-what = La clé USB n’a pas pu être écrite.
failure-stick_not_written-hint = Voyez si elle est branchée et si on peut y écrire, et recommencez. Rien n’est perdu.
failure-stick_not_read-what = La clé USB n’a pas pu être lue.
failure-stick_not_read-hint = Voyez si elle est branchée, et recommencez. Rien n’est pris deux fois.
failure-bundle_under_way-what = Une clé USB est déjà en train d’être écrite ou lue.
failure-bundle_under_way-hint = Attendez que ce soit terminé, et réessayez.
failure-bundle_interrupted-what = Le nœud a été verrouillé pendant qu’il travaillait avec la clé USB.
failure-bundle_interrupted-hint = Recommencez. Rien n’est pris deux fois, et rien n’est perdu.
