/** Texts that must come out of an information system as they went in. */
export const LETTERS = [
  'áäčďéěíĺľňóôŕřšťúůýž',
  'ÁÄČĎÉĚÍĹĽŇÓÔŔŘŠŤÚŮÝŽ',
  'Příliš žluťoučký kůň',
  'Vypätá dĺžka kŕdľa',
  "„a“ – & < > ' % ; €",
]
/** Outside Windows-1250, each in another way: a letter with a near one, another script, a sign, an emoji, a combining mark. */
export const FOREIGN = ['Señor Ångström', 'Київ і Дніпро', 'Ω 5 → 7 ≤ 9', 'dárek 🎁 navíc', 'e\u030c s háčkem']
