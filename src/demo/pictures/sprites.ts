/** A small drawing with its own size, put into scenes at different places and sizes. Nobody in it has a face. */
export type Sprite = { width: number; height: number; drawing: string }

const sprite = (width: number, height: number, drawing: string): Sprite => ({ width, height, drawing })
const shadow = (cx: number, cy: number, rx: number, ry: number) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="#000" opacity="0.22"/>`

/** Somebody at work, seen from behind under a conical hat. */
const worker = (shirt: string, trousers: string, tool: string): Sprite =>
  sprite(
    76,
    130,
    `${shadow(36, 124, 26, 5)}
    <path d="M24 82h10l1 40h-12zM38 82h10l2 40h-12z" fill="${trousers}"/>
    <path d="M18 48q18-12 36 0l-2 38q-16 6-32 0z" fill="${shirt}"/>
    <path d="M18 50q-8 14-4 30l6-2 2-22zM54 50q9 12 10 24l-6 4-6-20z" fill="${shirt}"/>
    <path d="M18 52q18 8 36 0l-1 10q-17 7-34 0z" fill="#000" opacity="0.08"/>
    <circle cx="36" cy="38" r="10" fill="#2b211c"/>
    <path d="M36 14l26 22q-26 11-52 0z" fill="#e6d2a0"/><path d="M36 14l26 22q-12 5-22 5z" fill="#c9b27c"/>
    ${tool}`,
  )

const broom =
  '<path d="M64 60l6 52" stroke="#8a6a3d" stroke-width="3"/><path d="M62 108l14 0 0 16-18 0z" fill="#c7a458"/>'
const hoe =
  '<path d="M66 40l-6 78" stroke="#7a5a33" stroke-width="3"/><path d="M54 114h14v8h-18z" fill="#6d737a"/>'
const can =
  '<path d="M56 78h16v18h-16z" fill="#3f7fa8"/><path d="M72 82l4-6" stroke="#3f7fa8" stroke-width="3"/>'

/** Somebody who sits in a row in front of us. */
const listener = (hair: string, shirt: string): Sprite =>
  sprite(
    64,
    84,
    `<path d="M6 84q0-40 26-40t26 40z" fill="${shirt}"/><path d="M22 40h20v12q-10 8-20 0z" fill="#c99a75"/>
    <path d="M14 30q0-26 18-26t18 26q0 18-18 18t-18-18z" fill="${hair}"/>
    <path d="M22 12q10-7 20 0" stroke="#fff" stroke-opacity="0.15" stroke-width="4" fill="none"/>`,
  )

const petals = (cx: number, cy: number, colour: string) =>
  `<circle cx="${cx}" cy="${cy}" r="5" fill="${colour}"/><circle cx="${cx}" cy="${cy}" r="1.8" fill="#f7e27a"/>`

const flowers = (colour: string, other: string): Sprite =>
  sprite(
    110,
    52,
    `<path d="M2 50q4-26 20-24 8-16 24-8 14-12 26 2 20-8 24 10 12 2 12 20z" fill="#4f8a3c"/>
    <path d="M2 50q10-16 26-14 16-10 34 0 24-6 44 14z" fill="#3c7030"/>
    ${petals(20, 30, colour)}${petals(38, 22, other)}${petals(56, 28, colour)}${petals(76, 22, colour)}${petals(92, 34, other)}
    ${petals(30, 42, other)}${petals(66, 40, colour)}${petals(48, 42, colour)}`,
  )

const palm = sprite(
  120,
  200,
  `${shadow(60, 194, 24, 5)}<path d="M56 194q-4-70 6-120h6q-6 60 0 120z" fill="#86694a"/>
  <g fill="#3f7d3a"><path d="M64 74q-40-30-60 4 30-14 58 2z"/><path d="M64 74q-30-50-50-40 30 6 48 44z"/>
  <path d="M64 74q0-60 22-66-14 30-16 66z"/><path d="M64 74q40-40 54-16-28-4-52 20z"/><path d="M64 74q46-10 52 26-18-22-52-22z"/></g>
  <g fill="#2f6430"><path d="M64 76q-34 0-44 34 18-24 46-30z"/><path d="M66 76q20 10 20 40-8-24-22-36z"/></g>
  <circle cx="60" cy="80" r="5" fill="#8d6f2e"/><circle cx="68" cy="82" r="5" fill="#7b6128"/>`,
)

const lamp = sprite(
  60,
  210,
  `${shadow(14, 204, 12, 3)}<path d="M12 204V24q0-12 14-12h14" stroke="#7d858c" stroke-width="5" fill="none"/>
  <path d="M34 8h22l-4 10H36z" fill="#59616a"/><ellipse cx="45" cy="20" rx="9" ry="4" fill="#ffe9a6"/>
  <path d="M18 40h22v14H18z" fill="#2a4868"/>`,
)

const compostBin = (colour: string, lid: string): Sprite =>
  sprite(
    84,
    112,
    `${shadow(42, 106, 36, 6)}<path d="M12 24h60l-6 82H18z" fill="${colour}"/><path d="M52 24h20l-6 82H54z" fill="#000" opacity="0.14"/>
    <path d="M8 14h68v12H8z" fill="${lid}"/><path d="M34 8h16v7H34z" fill="${lid}"/>
    <path d="M30 52h24v20H30z" fill="#fff" opacity="0.85"/><path d="M36 66q6-14 12 0M42 58v10" stroke="#3a7a34" stroke-width="2.5" fill="none"/>`,
  )

const sack = (colour: string): Sprite =>
  sprite(
    90,
    100,
    `${shadow(45, 94, 40, 6)}<path d="M14 92q-8-40 10-66 20-10 42 0 18 30 10 66-30 8-62 0z" fill="${colour}"/>
    <path d="M24 28q20-20 42 0-8 8-20 6-14 2-22-6z" fill="#5b4a33"/><path d="M58 30q16 30 8 62" stroke="#000" stroke-opacity="0.12" stroke-width="10" fill="none"/>
    <g fill="#9fc6d8" opacity="0.9"><rect x="28" y="44" width="10" height="24" rx="4"/><rect x="44" y="52" width="10" height="24" rx="4"/></g>
    <g fill="#cfd6d8"><rect x="36" y="70" width="20" height="9" rx="4"/></g>`,
  )

const bottles = sprite(
  120,
  70,
  `${shadow(60, 64, 54, 6)}${[8, 26, 44, 62, 80, 96]
    .map(
      (x, index) =>
        `<rect x="${x}" y="${22 + (index % 3) * 5}" width="14" height="40" rx="5" fill="${['#8fc2d6', '#b7d8c0', '#d8e3e6'][index % 3]}"/>
        <rect x="${x + 4}" y="${14 + (index % 3) * 5}" width="6" height="9" fill="${['#c8452f', '#2f6fa8', '#2f8a4a'][index % 3]}"/>
        <rect x="${x + 1}" y="${36 + (index % 3) * 5}" width="12" height="9" fill="#fff" opacity="0.6"/>`,
    )
    .join('')}`,
)

const cardboard = sprite(
  110,
  70,
  `${shadow(55, 64, 50, 5)}<path d="M8 24l94-6v44H8z" fill="#b98c56"/><path d="M8 24l94-6v8L8 34z" fill="#d2a873"/>
  <path d="M8 40l94-5M8 52l94-4" stroke="#8d683c" stroke-width="2"/><path d="M40 22l2 40M74 20l2 42" stroke="#efe3c8" stroke-width="3"/>`,
)

const scale = sprite(
  90,
  120,
  `${shadow(45, 112, 36, 5)}<path d="M20 60h50l8 50H12z" fill="#3f7d5b"/><circle cx="45" cy="84" r="18" fill="#f4f1e6"/>
  <path d="M45 84l8-12" stroke="#b02a20" stroke-width="3"/><path d="M6 50h78l-8 12H14z" fill="#9aa3a8"/>`,
)

const pig = (body: string): Sprite =>
  sprite(
    120,
    92,
    `${shadow(60, 84, 46, 7)}<path d="M30 66h14v18H30zM74 66h14v18H74z" fill="${body}"/>
    <ellipse cx="58" cy="50" rx="46" ry="32" fill="${body}"/><ellipse cx="50" cy="38" rx="26" ry="10" fill="#fff" opacity="0.22"/>
    <path d="M84 22l8-16 12 18z" fill="${body}"/><circle cx="94" cy="44" r="20" fill="${body}"/>
    <ellipse cx="110" cy="50" rx="7" ry="9" fill="#e8a08c"/><path d="M44 18h22" stroke="#4a1810" stroke-width="4"/>
    <path d="M14 44q-12-6-8-16" stroke="${body}" stroke-width="5" fill="none"/>
    <path d="M26 60q10 14 30 14" stroke="#e9b64a" stroke-width="4" fill="none"/>`,
  )

const notes = sprite(
  120,
  60,
  `${shadow(60, 54, 54, 5)}${[
    ['#d98a6a', 0],
    ['#8fb27a', 8],
    ['#7aa0b8', 16],
    ['#c9a15a', 24],
  ]
    .map(
      ([colour, shift]) =>
        `<rect x="${8 + Number(shift)}" y="${38 - Number(shift)}" width="76" height="18" rx="2" fill="${colour}" stroke="#fff" stroke-opacity="0.5"/>`,
    )
    .join('')}<rect x="36" y="12" width="10" height="44" fill="#e8e2d2" opacity="0.8"/>`,
)

const ledger = sprite(
  130,
  80,
  `${shadow(65, 74, 58, 5)}<path d="M8 16l56 6v52L8 66zM64 22l58-6v50l-58 8z" fill="#fbf8ee"/>
  <path d="M64 22v52" stroke="#c9bfa5" stroke-width="2"/>
  <path d="M16 28l40 4M16 38l40 4M16 48l40 4M72 32l40-4M72 42l40-4M72 52l40-4" stroke="#7c8aa0" stroke-width="1.6"/>
  <path d="M92 60l30-26" stroke="#23406b" stroke-width="4"/>`,
)

const satchel = (colour: string): Sprite =>
  sprite(
    80,
    96,
    `${shadow(40, 90, 32, 5)}<path d="M26 20q0-14 14-14t14 14" stroke="#444" stroke-width="4" fill="none"/>
    <rect x="8" y="18" width="64" height="70" rx="16" fill="${colour}"/><rect x="16" y="50" width="48" height="32" rx="8" fill="#fff" opacity="0.25"/>
    <path d="M8 44h64" stroke="#000" stroke-opacity="0.2" stroke-width="3"/><rect x="34" y="40" width="12" height="9" rx="2" fill="#f1d27a"/>`,
  )

const gift = (paper: string, ribbon: string): Sprite =>
  sprite(
    90,
    84,
    `${shadow(45, 78, 38, 5)}<rect x="8" y="26" width="74" height="50" fill="${paper}"/><rect x="4" y="18" width="82" height="14" fill="${paper}"/>
    <path d="M4 30h82" stroke="#000" stroke-opacity="0.12" stroke-width="3"/><rect x="40" y="18" width="10" height="58" fill="${ribbon}"/>
    <path d="M45 18q-26-20-22-4 4 6 22 4zm0 0q26-20 22-4-4 6-22 4z" fill="${ribbon}"/>`,
  )

const rice = sprite(
  80,
  90,
  `${shadow(40, 84, 34, 5)}<path d="M12 84q-6-44 6-64h44q12 20 6 64z" fill="#f2efe6"/><path d="M16 22q24 8 48 0l-4-12H20z" fill="#d9d3c2"/>
  <path d="M26 44h28v20H26z" fill="#c8342c" opacity="0.85"/><path d="M34 60q6-16 12 0" stroke="#f7e8b0" stroke-width="3" fill="none"/>`,
)

const envelope = sprite(
  86,
  56,
  `${shadow(43, 52, 38, 4)}<rect x="4" y="8" width="78" height="42" rx="3" fill="#c2352b"/><path d="M4 8l39 24L82 8" stroke="#f2c94f" stroke-width="3" fill="none"/>`,
)

const ballot = sprite(
  100,
  104,
  `${shadow(50, 98, 42, 5)}<path d="M10 30h80v66H10z" fill="#f3f0e8"/><path d="M10 30l12-14h56l12 14z" fill="#dcd6c6"/>
  <path d="M36 22h28v4H36z" fill="#3a3a3a"/><path d="M22 50h56v28H22z" fill="#b6312a" opacity="0.9"/><path d="M30 60h40M30 68h28" stroke="#fbe7a8" stroke-width="3"/>`,
)

const papers = sprite(
  96,
  60,
  `${shadow(48, 54, 42, 4)}<path d="M8 40l50-26 32 14-50 28z" fill="#fff"/><path d="M14 36l50-26 26 16-50 26z" fill="#f6f3ea"/>
  <path d="M28 36l34-18M34 40l34-18M40 44l34-18" stroke="#8895a8" stroke-width="1.6"/>`,
)

const plant = sprite(
  70,
  110,
  `${shadow(35, 104, 22, 4)}<path d="M18 74h34l-5 30H23z" fill="#a5532f"/><g fill="#3f8a44"><path d="M35 76Q4 60 12 26q20 16 23 50z"/><path d="M35 76Q66 58 58 22 36 40 35 76z"/><path d="M35 76Q28 30 37 8q10 30-2 68z"/></g>`,
)

const guitar = sprite(
  60,
  150,
  `${shadow(30, 144, 20, 4)}<rect x="26" y="6" width="7" height="80" fill="#3b2417"/><ellipse cx="30" cy="94" rx="17" ry="16" fill="#a8662c"/>
  <ellipse cx="30" cy="120" rx="23" ry="22" fill="#a8662c"/><circle cx="30" cy="108" r="7" fill="#2a180d"/><path d="M28 10v112M31 10v112" stroke="#efe2c2" stroke-width="0.8"/>`,
)

const moonLute = sprite(
  80,
  160,
  `${shadow(40, 154, 24, 4)}<rect x="36" y="6" width="7" height="92" fill="#4a2c1a"/><path d="M30 20h20M30 34h20M30 48h20" stroke="#d9b26a" stroke-width="2"/>
  <circle cx="40" cy="116" r="34" fill="#8b4a22"/><circle cx="40" cy="116" r="27" fill="#c58a4c"/><circle cx="40" cy="116" r="6" fill="#4a2c1a"/>`,
)

/** A singer in áo dài, turned away towards the stage. */
const singer = (dress: string): Sprite =>
  sprite(
    70,
    170,
    `${shadow(35, 164, 24, 5)}<path d="M22 60q13-8 26 0l6 54q4 30 6 48H10q2-20 6-48z" fill="${dress}"/>
    <path d="M22 62q-10 20-8 44l6 0 6-34zM48 62q10 20 8 44l-6 0-6-34z" fill="${dress}"/><path d="M34 100l-4 62h10z" fill="#fff" opacity="0.35"/>
    <path d="M28 46h14v14q-7 6-14 0z" fill="#c99a75"/><circle cx="35" cy="34" r="15" fill="#1f1713"/><circle cx="35" cy="16" r="8" fill="#1f1713"/>
    <path d="M26 36q-4 30 4 40h10q8-12 4-40z" fill="#1f1713"/>`,
  )

const cement = sprite(
  100,
  60,
  `${shadow(50, 54, 46, 5)}<path d="M6 30q44-12 88 0v22q-44 8-88 0z" fill="#b9b6ad"/><path d="M10 10q40-10 80 0v22q-40 10-80 0z" fill="#cbc8be"/><path d="M36 14h28v12H36z" fill="#39649a" opacity="0.8"/>`,
)

const stones = sprite(
  130,
  64,
  `${shadow(65, 58, 60, 6)}<path d="M4 58q20-40 60-50 40 6 62 50z" fill="#8f8b84"/>
  ${[14, 34, 52, 70, 88, 104].map((x, index) => `<circle cx="${x}" cy="${50 - (index % 3) * 9}" r="${6 + (index % 2) * 3}" fill="${['#a7a39b', '#77736c', '#bdb9b0'][index % 3]}"/>`).join('')}`,
)

const barrow = sprite(
  130,
  84,
  `${shadow(60, 78, 46, 5)}<path d="M18 24h76l-16 34H36z" fill="#b23b2c"/><path d="M90 28l36 12M36 58l60-4 26 4" stroke="#4b4b4b" stroke-width="5" fill="none"/>
  <circle cx="40" cy="66" r="13" fill="#2c2c2c"/><circle cx="40" cy="66" r="5" fill="#9a9a9a"/><path d="M24 24q30-20 62 0z" fill="#9a958c"/>`,
)

const bricks = sprite(
  110,
  70,
  `${shadow(55, 64, 50, 5)}${[0, 1, 2, 3]
    .map((row) =>
      [0, 1, 2, 3]
        .map(
          (column) =>
            `<rect x="${8 + column * 23 + (row % 2) * 6}" y="${50 - row * 13}" width="21" height="11" fill="${row % 2 ? '#b5573a' : '#a64a30'}"/>`,
        )
        .join(''),
    )
    .join('')}`,
)

const wheelchair = sprite(
  100,
  120,
  `${shadow(50, 112, 40, 5)}<circle cx="40" cy="84" r="28" fill="none" stroke="#2f2f2f" stroke-width="5"/><circle cx="82" cy="102" r="10" fill="none" stroke="#2f2f2f" stroke-width="4"/>
  <path d="M26 24h8v48h44v10H26z" fill="#26518c"/><path d="M18 26l10-4M70 80l16 20" stroke="#777" stroke-width="4"/>`,
)

/** Every sprite by its name. */
export const sprites = {
  sweeper: worker('#3d6fa5', '#2c2c33', broom),
  planter: worker('#b8574a', '#33313c', can),
  digger: worker('#4d8a5c', '#2b2f36', hoe),
  farmer: worker('#7a5f9c', '#2c2c33', hoe),
  youth: worker('#2457a6', '#22304a', hoe),
  listenerOne: listener('#1d1714', '#c8c2b4'),
  listenerTwo: listener('#2a211c', '#7c3b52'),
  listenerThree: listener('#8d8a86', '#3f5f7a'),
  listenerFour: listener('#171210', '#4f7d5c'),
  redFlowers: flowers('#d8453c', '#f0c24a'),
  pinkFlowers: flowers('#d977a8', '#f4f0ea'),
  yellowFlowers: flowers('#f0b92e', '#e8752e'),
  palm,
  lamp,
  greenBin: compostBin('#3f8a4d', '#2d6a39'),
  blueBin: compostBin('#3a78a8', '#2a5a80'),
  brownBin: compostBin('#8a6a48', '#6a4f34'),
  whiteSack: sack('#d8d4c6'),
  blueSack: sack('#6f9cb8'),
  bottles,
  cardboard,
  scale,
  redPig: pig('#c9442f'),
  pinkPig: pig('#d98a8f'),
  goldPig: pig('#d39a2f'),
  notes,
  ledger,
  blueSatchel: satchel('#2f62a8'),
  redSatchel: satchel('#b23a44'),
  redGift: gift('#c8382f', '#f2c94f'),
  greenGift: gift('#4f9a6a', '#f6efe0'),
  rice,
  envelope,
  ballot,
  papers,
  plant,
  guitar,
  moonLute,
  pinkSinger: singer('#c95a86'),
  blueSinger: singer('#3f6fae'),
  whiteSinger: singer('#e8e4dc'),
  cement,
  stones,
  barrow,
  bricks,
  wheelchair,
} as const satisfies Record<string, Sprite>

export type SpriteName = keyof typeof sprites
