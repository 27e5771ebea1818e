import { expect, test } from 'vitest'
import { readXmlByName, readXmlInOrder, UnreadableXml } from './xml.ts'

const said = (text: string | Uint8Array): unknown => readXmlByName(text).a

test.each([
  ['H&#7897;i ngh&#7883;', 'Hội nghị'],
  ['H&#x1ED9;i ngh&#x1ecb;', 'Hội nghị'],
  ['H&#X1ED9;i', 'Hội'],
  ['&#00007897;', 'ộ'],
  ['&#128514;', '😂'],
  ['&#x1F602;', '😂'],
  ['&#55357;&#56834;', '😂'],
  ['&#xD83D;&#xDE02;', '😂'],
  ['😂', '😂'],
  ['x&#55357;y', 'x\ufffdy'],
  ['&#0;', '\ufffd'],
  ['&#x110000;', '\ufffd'],
  ['&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;', `<b> & "c" 'd'`],
  ['&amp;#65; &amp;lt;', '&#65; &lt;'],
  ['&#38;#65;', '&#65;'],
  ['<![CDATA[H&#7897;i <b> & ]]>', 'H&#7897;i <b> & '],
  ['Hội nghị'.normalize('NFD'), 'Hội nghị'],
  ['Ho&#770;&#803;i', 'Hội'],
  [`<![CDATA[${'Hội'.normalize('NFD')}]]>`, 'Hội'],
  ['to&#64;vidu.vn', 'to@vidu.vn'],
])('%s is read as %s, as an element and in order', (written, text) => {
  expect(said(`<?xml version="1.0"?><a>${written}</a>`)).toBe(text)
  expect(readXmlInOrder(`<a>${written}</a>`)).toEqual([{ a: [{ '#text': text }] }])
})

test('an attribute is read like a text', () => {
  expect(readXmlByName('<a b="H&#7897;i &amp; &#xD83D;&#xDE02;"/>')).toEqual({ a: { '@b': 'Hội & 😂' } })
})

const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from('<a>Hội nghị</a>')],
  ['UTF-8 with its mark', Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-8"?><a>Hội nghị</a>')],
  [
    'UTF-16 of a Windows machine',
    utf16('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>Hội nghị</a>', false),
  ],
  ['UTF-16, great end first', utf16('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>Hội nghị</a>', true)],
  ['UTF-16 without a mark', utf16('<a>Hội nghị</a>', false)],
  [
    'windows-1258, tones apart',
    Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="windows-1258"?><a>H'),
      Buffer.from([0xf4, 0xf2]),
      Buffer.from('i ngh'),
      Buffer.from([0x69, 0xf2]),
      Buffer.from('</a>'),
    ]),
  ],
])('%s is read', (_, bytes) => {
  expect(said(bytes)).toBe('Hội nghị')
})

test('letters of Latin-1 are read where it is declared', () => {
  expect(said(Buffer.from("<?xml version='1.0' encoding='iso-8859-1'?><a>b\xe0n</a>", 'latin1'))).toBe('bàn')
})

const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>`
test.each<[string, string | Uint8Array]>([
  ['entities that grow', bomb],
  ['a file of the machine', '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'],
  ['a file as an entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'],
  ['a bomb in UTF-16', utf16(`\ufeff${bomb}`, false)],
  ['no XML', 'không phải XML'],
  ['an open element', '<a><b></a>'],
  ['letters that are none', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e])],
  ['letters that nobody knows', Buffer.from('<?xml version="1.0" encoding="x-bi-mat"?><a/>')],
])('%s is refused', (_, given) => {
  expect(() => readXmlByName(given)).toThrow(UnreadableXml)
  expect(() => readXmlInOrder(given)).toThrow(UnreadableXml)
})
