import type { NoteTexts } from './notes.cs'

export const notesSk: NoteTexts = {
  'characters-replaced': 'Informačný systém nepozná niektoré znaky, boli nahradené: {characters}.',
  'characters-removed': 'Z textov boli odstránené znaky, ktoré nemožno uložiť: {characters}.',
  'text-shortened': 'Text „{element}“ bol skrátený z {from} na {to} znakov.',
  'value-left-out': 'Údaj „{field}“ je dlhší ako {limit} znakov, preto je len v internej poznámke: {value}.',
  'moved-to-note': 'Riadok {line}: celý text je v internej poznámke dokladu.',
  'line-without-stock-card': 'Riadok {line} nemá kód zásoby, bol odovzdaný ako textová položka.',
  'discount-in-price':
    'Riadok {line}: zľava {discount} % má viac desatinných miest, než informačný systém uloží, preto je už v cene {price}. Pôvodná cena a zľava sú v poznámke riadka.',
  'unit-in-note': 'Riadok {line}: merná jednotka „{unit}“ nemá v nastavení prevodu kód, je v poznámke riadka.',
  'rounding-as-line': 'Zaokrúhlenie {rounding} bolo odovzdané ako samostatná položka.',
  'vat-rounding-differs':
    'DPH {amount} pri sadzbe {percent} % nevychádza žiadnym spôsobom zaokrúhlenia; informačný systém vypočíta {computed}.',
  'charge-in-note': 'Poplatok „{name}“ nemá v nastavení kartu, je len v poznámke dokladu.',
  'card-not-for-sale': 'Dodávateľ tovar už neponúka. Kartu klient nemení, vyraďte ju z predaja v informačnom systéme.',
  'partner-not-active': 'Partner už neobchoduje. V adresári ho klient necháva, posúďte ho sami.',
  'price-left-out': 'Cena {price} {currency} je v inej mene, než v akej sa zapisuje, preto nebola odovzdaná.',
  'card-marked-off-sale': 'Dodávateľ tovar už neponúka, karta {code} má preto vypnutý export na e-shop. Kartu klient nemaže.',
  'unit-left-out': 'Merná jednotka „{unit}“ nemá v nastavení prevodu kód, preto ju karta nedostala.',
  'code-in-capitals': 'Kód „{code}“ uloží informačný systém veľkými písmenami ako „{kept}“.',
  'places-in-text': 'Miesta dodania ({count}) sú pri novom partnerovi iba v texte, informačný systém ich vedie zvlášť.',
  'is-warning': 'Upozornenie informačného systému {errno}: {text} {path} (požadované „{requested}“, uložené „{produced}“).',
}
