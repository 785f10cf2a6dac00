## Reports
reports-title = Rapports
reports-period = Sur quelle durée
period-30 = 30 jours
period-90 = 90 jours
period-365 = 365 jours
reports-words = Orientations envoyées pendant cette période. Aucune personne n’est nommée dans ces chiffres.
reports-not-counted = { $count ->
    [one] { $count } orientation plus ancienne n’est pas encore comptée. Elle est parcourue automatiquement.
   *[other] { $count } orientations plus anciennes ne sont pas encore comptées. Elles sont parcourues automatiquement.
}
picture-more = { $count ->
    [one] { $count } de plus est dans le tableau.
   *[other] { $count } de plus sont dans le tableau.
}
report-partner = Partenaire
report-total = Total
report-referrals = Orientations
## Referrals by state
states-sent = Orientations envoyées par vous, par état
states-received = Orientations reçues par vous, par état
states-sent-none = Vous n’avez envoyé aucune orientation pendant cette période.
states-received-none = Vous n’avez reçu aucune orientation pendant cette période.
states-state = État
## Time to the first answer
answers-title = Délai jusqu’à la première réponse
answers-words = Combien de temps les partenaires ont mis à répondre à vos orientations. La moitié des réponses sont arrivées dans le délai indiqué.
answers-nothing = Aucune de vos orientations n’a attendu de réponse pendant cette période.
answers-none-yet = pas encore de réponse
answers-line = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
answers-cut = Une barre de plus de 7 jours s’arrête au bord.
answers-median = La moitié est arrivée en
answers-24 = Dans les 24 heures
answers-72 = Entre 24 et 72 heures
answers-later = Plus tard
answers-waiting = Pas encore de réponse
## Needs by place
needs-sent = Besoins envoyés par vous, par lieu
needs-received = Besoins reçus par vous, par lieu
needs-sent-none = Vous n’avez envoyé aucun besoin pendant cette période.
needs-received-none = Vous n’avez reçu aucun besoin pendant cette période.
needs-service = Aide nécessaire
needs-hidden = Un nombre de 1 à 4 est indiqué par <5, pour qu’il ne désigne personne. Un total qui contient un tel nombre est indiqué par un nombre « ou plus ».
needs-few = <5
needs-or-more = { $count } ou plus
needs-other-partners = { $count ->
    [one] { $count } autre partenaire
   *[other] { $count } autres partenaires
}
## The network
network-title = Votre réseau en ce moment
network-us = Vous
network-words = Un trait plein est une liaison. Un trait interrompu indique qu’il n’y en a pas en ce moment : les lettres attendent ici, en sécurité sur cet ordinateur, ou passent par la boîte aux lettres ou la clé USB.
network-heard = nouvelles { $ago }
network-never = pas encore de nouvelles
network-now = Maintenant
network-confirmed = Confirmé par les deux
## Months
months-title = Mois par mois
months-words = La première partie d’une barre est ce que vous avez envoyé, la seconde ce que vous avez reçu.
months-none = Rien n’a été envoyé ni reçu pendant cette période.
months-shown = { $sent } envoyées, { $received } reçues
month-of-year = { $month } { $year }
months-month = Mois
months-sent = Envoyées
months-received = Reçues
months-accepted = Acceptées depuis
months-declined = Déclinées depuis
