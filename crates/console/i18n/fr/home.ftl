## Home
greeting-morning = Bonjour, { $name }
greeting-afternoon = Bon après-midi, { $name }
greeting-evening = Bonsoir, { $name }
start-referral = Commencer une nouvelle orientation
home-needs-us = Attend votre réponse
home-needs-nothing = Rien n’attend de réponse en ce moment.
home-sent = Envoyé par vous
home-sent-nothing = Rien n’est en cours.
home-more = { $count ->
    [one] { $count } de plus
   *[other] { $count } de plus
}
home-drafts = Brouillons
home-draft = { $draft }, dossier { $code }
home-draft-changed = modifié le { $at }
home-other-role = Votre travail se trouve dans le menu ci-dessus.
to-partner = À { $partner }
from-partner = De { $partner }
