## Around every page: the line on top, the menu, the foot, times.
menu = Menu
menu-home = Accueil
menu-referrals = Orientations
menu-partners = Partenaires
menu-reports = Rapports
menu-audit = Audit
menu-settings = Réglages
menu-help = Aide
skip = Aller au contenu de la page
title-error = Erreur :
lock-now = Verrouiller maintenant
line-no-partners = Pas encore de partenaires.
line-offline = Hors ligne : aucun partenaire n’est joignable en ce moment.
line-online = { $count ->
    [one] En ligne : { $count } partenaire est joint.
   *[other] En ligne : { $count } partenaires sont joints.
}
waiting-here = { $count ->
    [one] { $count } message attend ici, en sécurité sur cet ordinateur.
   *[other] { $count } messages attendent ici, en sécurité sur cet ordinateur.
}
screen-language = Langue de l’écran
change = Changer
save = Enregistrer
continue = Continuer
back = Retour
cancel = Annuler
back-home = Retour à l’accueil
signed-in-as = Vous êtes connecté sous le nom { $name }.
idle-note = La page se verrouille quand personne ne l’utilise pendant 10 minutes. Ce que vous avez écrit dans un brouillon reste.
idle-warning = La page se verrouille dans une minute. Votre brouillon est enregistré.
stay = Rester
news = Quelque chose a changé.
show-table = Montrer ces chiffres sous forme de tableau
yes = Oui
no = Non
none = Aucun
optional = (facultatif)
saved-now = Enregistré sur cet ordinateur.

## Times
day = { $day } { $month } { $year }
moment = { $day } à { $time }
time-left = encore { $span }
time-overdue = { $span } de retard
time-ago = il y a { $span }
span-moment = un instant
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## When something was not done
summary-title = Il y a un problème
trouble-title = Non effectué
trouble-no-right-what = Votre rôle ne donne pas accès à cette page.
trouble-no-right-hint = Demandez à un administrateur de votre organisation.
trouble-not-found-what = Cette page n’existe pas.
trouble-not-found-hint = Vérifiez l’adresse, ou retournez à l’accueil.
trouble-too-large-what = Trop de choses ont été envoyées à la fois.
trouble-too-large-hint = Rien n’a été changé. Écrivez moins, ou joignez un fichier plus petit.
trouble-too-slow-what = Le formulaire n’est pas arrivé à temps.
trouble-too-slow-hint = Rien n’a été changé. Réessayez.
trouble-bad-form-what = Le formulaire n’a pas pu être lu.
trouble-bad-form-hint = Rien n’a été changé. Revenez en arrière, rechargez la page et réessayez.
trouble-broken-what = Le programme a un défaut ici.
trouble-broken-hint = Rien n’a été changé. Réessayez ; si le problème persiste, lancez : waypost doctor
failure-locked-what = Le nœud est verrouillé.
failure-locked-hint = Déverrouillez-le avec la phrase secrète.
failure-stopped-what = Le nœud s’est arrêté.
failure-stopped-hint = Redémarrez-le sur cet ordinateur.
