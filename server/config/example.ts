/** A config that runs as it is, with what most teams need; `tocsin init` writes it. */
export const exampleConfig = `# yaml-language-server: $schema=./config.schema.json
# Configuration of a Tocsin hub: who is called for what, and when.
#
#   tocsin check hub.yaml                      says what is wrong, with line and remedy
#   tocsin hub --config hub.yaml               runs the hub; it reads this file again when it changes
#   tocsin config schema > config.schema.json  lets editors help
#
# docs/configuration.md describes each field. All times of rotas and hours are by the clock on the wall.

# More files with the same sections, from the folder of this one. An id may be given in one file only.
# include: [teams/*.yaml]

people:
  ana:
    name: Ana Lima
    email: ana@example.com
    zone: Europe/Lisbon
    sleep: 22:30-06:30
    # Ways to be paged without an open laptop; they need their section in \`channels\` below.
    # channels:
    #   - { by: email, after: 2m }
    #   - { by: ntfy, to: ana-3f9c1e, after: 3m }
    #   - { by: sms, to: '+351 912 345 678', after: 5m }
  bo: { name: Bo Chen, email: bo@example.com }
  raj: { name: Raj Patel, email: raj@example.com, zone: Asia/Kolkata }
  sam: { name: Sam Okoro, email: sam@example.com }

teams:
  shop:
    name: Shop
    side: developer
    zone: Europe/Lisbon
    members: [ana, bo]
    leads: [ana]
    hours:
      monday: [09:00-18:00]
      tuesday: [09:00-18:00]
      wednesday: [09:00-18:00]
      thursday: [09:00-18:00]
      friday: [09:00-16:00]
    # holidays: [2027-01-01, { date: 2027-04-25, name: Freedom Day }]
  platform:
    name: Platform
    side: sre
    zone: Europe/Lisbon
    members: [raj, sam]
    leads: [sam]

# What can break, and whose it is. An alert belongs to the service that it names, else to the first one
# with a matcher that fits.
services:
  checkout:
    name: Checkout
    developers: shop
    sres: platform
    policy: both-sides
    match:
      - { app: checkout }
      - { job: '/checkout-.*/', $sender: alertmanager }
    # runbooks: [https://runbooks.example.com/checkout]

# Who is on call when. Without a rota all members of a team are.
rotas:
  shop-developers:
    name: Shop, developers
    team: shop
    layers:
      - name: weekly
        # The first hand-over; all later ones are at the same time of day.
        start: 2026-01-05T09:00
        turn: week
        people: [ana, bo]
  platform-sres:
    name: Platform, SREs
    team: platform
    layers:
      - name: weekly
        start: 2026-01-05T09:00
        turn: week
        people: [raj, sam]
      # Later layers lie over earlier ones: at weekends turns last a day.
      - name: weekends
        start: 2026-01-05T09:00
        turn: day
        people: [sam, raj]
        restrictions:
          - { days: [saturday, sunday], from: 00:00, until: 24:00 }

# Who is paged, after how long, and how often. Each side goes through the steps by itself, until one of
# its own answers.
policies:
  both-sides:
    steps:
      - { page: [developer.oncall, sre.oncall], wait: 5m }
      - { page: [developer.lead, sre.lead], wait: 5m, when: { severities: [critical, error] } }
      - { page: [developer.team, sre.team], wait: 10m }
    repeat: 3
    # After that whole teams are paged so often.
    every: 30m
    # How long an acknowledgement holds before its holder is asked again.
    lease: { critical: 30m, error: 4h, warning: 4h, info: 4h }

# Ways to reach people without an open laptop. Secrets stand in files of their own.
# channels:
#   email:
#     host: mail.example.com
#     from: Tocsin <tocsin@example.com>
#     username: tocsin
#     passwordFile: /etc/tocsin/mail.password
#   ntfy: { url: https://ntfy.example.com, tokenFile: /etc/tocsin/ntfy.token }
#   webhooks:
#     sms: { url: https://sms.example.com/send, secretFile: /etc/tocsin/sms.secret }

silences: { longest: 31d, defaultFor: 2h }

drills:
  atShiftStart: true
  confirmWithin: 5m
  selfCheckEvery: 4h
  offerAfter: 15m

# Somebody outside who notices when the hub stops asking.
# deadMan: { url: https://watch.example.com/ping/tocsin, every: 60s }
`;
