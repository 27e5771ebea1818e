/** Vietnamese of the years before Unicode: fonts that drew other letters at the places of Western ones. */

export type Legacy = 'tcvn3' | 'vni' | 'viscii'

/** The old way of writing that a font stands for: `.VnTime` is TCVN3 (TCVN 5712:1993, also called ABC), `VNI-Times` is VNI, `VI Times` VISCII. */
export function legacyOf(font: string): Legacy | undefined {
  if (/^\.Vn/i.test(font)) return 'tcvn3'
  if (/^VI |VISCII/i.test(font)) return 'viscii'
  return /^VNI[- ]/i.test(font) ? 'vni' : undefined
}

const tcvn3From = '¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢§£¤¥¦'
const tcvn3To = 'áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂĐÊÔƠƯ'
const tcvn3 = new Map([...tcvn3From].map((sign, index) => [sign, [...tcvn3To][index] ?? sign]))

/** VNI puts a mark of its own after a vowel; what it is depends on whether the vowel has a hat. */
const vniMarks: Record<string, string> = {
  aù: 'á',
  aø: 'à',
  aû: 'ả',
  aõ: 'ã',
  aï: 'ạ',
  aê: 'ă',
  aé: 'ắ',
  aè: 'ằ',
  aú: 'ẳ',
  aü: 'ẵ',
  aë: 'ặ',
  aâ: 'â',
  aá: 'ấ',
  aà: 'ầ',
  aå: 'ẩ',
  aã: 'ẫ',
  aä: 'ậ',
  eù: 'é',
  eø: 'è',
  eû: 'ẻ',
  eõ: 'ẽ',
  eï: 'ẹ',
  eâ: 'ê',
  eá: 'ế',
  eà: 'ề',
  eå: 'ể',
  eã: 'ễ',
  eä: 'ệ',
  où: 'ó',
  oø: 'ò',
  oû: 'ỏ',
  oõ: 'õ',
  oï: 'ọ',
  oâ: 'ô',
  oá: 'ố',
  oà: 'ồ',
  oå: 'ổ',
  oã: 'ỗ',
  oä: 'ộ',
  ôù: 'ớ',
  ôø: 'ờ',
  ôû: 'ở',
  ôõ: 'ỡ',
  ôï: 'ợ',
  uù: 'ú',
  uø: 'ù',
  uû: 'ủ',
  uõ: 'ũ',
  uï: 'ụ',
  öù: 'ứ',
  öø: 'ừ',
  öû: 'ử',
  öõ: 'ữ',
  öï: 'ự',
  yù: 'ý',
  yø: 'ỳ',
  yû: 'ỷ',
  yõ: 'ỹ',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  ô: 'ơ',
  ö: 'ư',
  î: 'ỵ',
  ñ: 'đ',
}
const vni = new Map(
  Object.entries(vniMarks).flatMap(([from, to]) => [
    [from, to],
    [from.toUpperCase(), to.toUpperCase()],
    [`${(from[0] ?? '').toUpperCase()}${from.slice(1)}`, to.toUpperCase()],
  ]),
)
const vniSigns = new RegExp([...vni.keys()].sort((one, other) => other.length - one.length).join('|'), 'gu')

/** The letters of VISCII (RFC 1456) from the byte 80 on, and six that stand at the places of controls. */
const visciiLetters =
  'ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ' +
  'ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ'
const visciiControls = new Map([
  [0x02, 'Ẳ'],
  [0x05, 'Ẵ'],
  [0x06, 'Ẫ'],
  [0x14, 'Ỷ'],
  [0x19, 'Ỹ'],
  [0x1e, 'Ỵ'],
])
const visciiOf = (byte: number): string =>
  byte < 0x80 ? (visciiControls.get(byte) ?? String.fromCharCode(byte)) : (visciiLetters[byte - 0x80] ?? '')

/** A file in VISCII as text. */
export const inViscii = (bytes: Uint8Array): string => Array.from(bytes, visciiOf).join('')

/** The signs of Western Windows at whose places VISCII has letters. */
const viscii = new Map(
  Array.from(visciiLetters, (letter, index) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + index)),
    letter,
  ]),
)

/** A run of text in letters of today. Fonts whose name ends in H show capitals for small letters. */
export function modernised(text: string, legacy: Legacy, font: string): string {
  if (legacy === 'vni') return text.replace(vniSigns, (sign) => vni.get(sign) ?? sign)
  if (legacy === 'viscii') return [...text].map((sign) => viscii.get(sign) ?? sign).join('')
  const modern = [...text].map((sign) => tcvn3.get(sign) ?? sign).join('')
  return /H$/.test(font) ? modern.toUpperCase() : modern
}
