import type { SpriteName } from './sprites.ts'

/** The size of a background: larger than the picture, so that every picture shows another part of it. */
export const stage = { width: 720, height: 540 } as const

/** Where sprites may stand: a band of the picture, from far (small) to near (large). */
export type Stand = {
  sprites: readonly SpriteName[]
  count: readonly [number, number]
  far: number
  near: number
  small: number
  large: number
  /** On both sides of the road, never on it. */
  isBeside: boolean
}

/** A place with what may be found there. `tone` gives it other colours: 0, 1 or 2. */
export type Scene = { background: (tone: number) => string; stands: readonly Stand[] }

const one = (tone: number, ...colours: readonly string[]): string => colours[tone % colours.length] ?? '#888'
const sky = (tone: number, height: number) =>
  `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${one(tone, '#7fb4dc', '#a9b8c4', '#e6b98a')}"/><stop offset="1" stop-color="${one(tone, '#dcecf3', '#dfe3e4', '#f9e6c4')}"/></linearGradient>
  <rect width="720" height="${height}" fill="url(#sky)"/>
  <g fill="#fff" opacity="${one(tone, '0.7', '0.35', '0.4')}"><ellipse cx="140" cy="70" rx="70" ry="16"/><ellipse cx="190" cy="60" rx="50" ry="18"/><ellipse cx="520" cy="100" rx="90" ry="15"/><ellipse cx="560" cy="88" rx="50" ry="18"/></g>`

const treeLine = (y: number, tone: number) =>
  `<path d="M0 ${y}${Array.from({ length: 19 }, (_, index) => `q20 -${18 + ((index * 37 + tone * 11) % 34)} 40 0`).join('')}V${y + 40}H0z" fill="${one(tone, '#5f8f57', '#6b8568', '#7d8a4c')}"/>`

const country = (tone: number) => `${sky(tone, 260)}${treeLine(240, tone)}
  <rect y="245" width="720" height="295" fill="${one(tone, '#8fbb56', '#7fa35c', '#c2b14f')}"/>
  <path d="M0 300h720M0 350h720M0 420h720" stroke="#000" stroke-opacity="0.06" stroke-width="6"/>`

const road = (tone: number) => `${country(tone)}
  <path d="M330 245h50l250 295H60z" fill="${one(tone, '#b9b4aa', '#a8a49c', '#c8bda6')}"/>
  <path d="M330 245L60 540h26L336 245zM380 245l250 295h-26L374 245z" fill="${one(tone, '#d8d3c6', '#c6c2b8', '#ded2b8')}"/>
  <path d="M353 262l-4 30h10l-2-30zM347 320l-6 50h18l-4-50zM338 410l-10 90h32l-6-90z" fill="#fff" opacity="0.5"/>
  <path d="M640 245h80v120q-40-40-80-120z" fill="${one(tone, '#7fb0c8', '#8fa5ae', '#b8b894')}"/>
  <g><path d="M40 190l70-40 70 40v60H40z" fill="${one(tone, '#f0e4cc', '#d9dde0', '#f2d9b4')}"/><path d="M30 194l80-50 80 50-10 6-70-42-70 42z" fill="${one(tone, '#b5482f', '#7d4b3e', '#a85a34')}"/><rect x="96" y="206" width="28" height="44" fill="#6f5138"/><rect x="56" y="206" width="24" height="22" fill="#86a8b8"/></g>`

const lane = (tone: number) => `${sky(tone, 200)}${treeLine(190, tone)}
  <rect y="195" width="720" height="345" fill="${one(tone, '#7fa653', '#718f58', '#a8a350')}"/>
  <path d="M0 150h210v180L0 420z" fill="${one(tone, '#e6d8bc', '#cdd6d8', '#e8c9a2')}"/><path d="M0 150h210l14-16H0z" fill="${one(tone, '#9c4a34', '#6d6a68', '#8a5232')}"/>
  <rect x="60" y="210" width="50" height="60" fill="#7fa0ae"/><rect x="140" y="200" width="44" height="130" fill="#7a5a3c"/>
  <path d="M300 195h70l190 345H130z" fill="${one(tone, '#a88660', '#8f7c66', '#b58d5a')}"/>
  <path d="M306 195h58l60 110H246z" fill="#c3bfb6"/><path d="M246 305h178l10 16H238z" fill="#9d988e"/>
  <g fill="#7b5f42" opacity="0.5"><ellipse cx="250" cy="420" rx="50" ry="10"/><ellipse cx="380" cy="470" rx="70" ry="14"/><ellipse cx="300" cy="360" rx="34" ry="7"/></g>
  <path d="M560 200h160v150h-90z" fill="${one(tone, '#5f8f4c', '#5c7a55', '#84863f')}"/>`

const garden = (tone: number) => `${sky(tone, 180)}${treeLine(176, tone)}
  <path d="M420 70h300v240H420z" fill="${one(tone, '#ecdcbc', '#cfd9dc', '#e9c7a0')}"/><path d="M404 78l150-64h166v64z" fill="${one(tone, '#a8452f', '#63666b', '#94522f')}"/>
  <rect x="470" y="130" width="70" height="70" fill="#7fa3b3"/><path d="M505 130v70M470 165h70" stroke="#fff" stroke-width="4"/><rect x="600" y="140" width="70" height="170" fill="#76553a"/>
  <rect y="180" width="420" height="120" fill="${one(tone, '#6f9e4c', '#688a55', '#97984a')}"/>
  <rect y="300" width="720" height="240" fill="${one(tone, '#b08a62', '#9a8268', '#bb8f5c')}"/>
  <path d="M0 300h720v16H0z" fill="#000" opacity="0.08"/>
  <g fill="${one(tone, '#4f8a3c', '#4a7642', '#7a8434')}"><path d="M40 300q-40-90 10-150 10 90 0 150zM60 300q-10-110 60-140-30 80-50 140zM70 300q40-80 90-70-50 40-80 70z"/><path d="M250 300q-30-70 10-120 14 70 0 120zM268 300q10-80 60-96-30 60-50 96z"/></g>
  <g stroke="#8a6844" stroke-width="5">${Array.from({ length: 12 }, (_, index) => `<path d="M${index * 36} 268v44"/>`).join('')}<path d="M0 282h420"/></g>`

const hall = (
  tone: number,
) => `<rect width="720" height="540" fill="${one(tone, '#efe6d2', '#dfe6e4', '#f0dcc2')}"/>
  <rect y="330" width="720" height="210" fill="${one(tone, '#b9936a', '#a59a8c', '#a87850')}"/>
  <path d="M0 330h720v8H0z" fill="#000" opacity="0.12"/>
  <rect x="110" y="40" width="500" height="64" fill="#b3261e"/><g fill="#f4d35e"><path d="M150 58l5 11 12 1-9 8 3 12-11-7-11 7 3-12-9-8 12-1z"/><rect x="190" y="58" width="360" height="10" rx="3"/><rect x="230" y="78" width="280" height="8" rx="3"/></g>
  <g fill="${one(tone, '#8fb6c6', '#a3bcc4', '#d9b98a')}"><rect x="20" y="130" width="90" height="120"/><rect x="610" y="130" width="90" height="120"/></g>
  <path d="M65 130v120M20 190h90M655 130v120M610 190h90" stroke="#fff" stroke-width="5"/>
  <rect x="230" y="250" width="260" height="70" fill="#8a2f28"/><rect x="220" y="240" width="280" height="16" fill="#6d4426"/>
  <path d="M300 240q6-34 12-34t12 34z" fill="#3f8a44"/><circle cx="306" cy="204" r="9" fill="#d977a8"/><circle cx="322" cy="198" r="9" fill="#f0c24a"/><circle cx="314" cy="188" r="9" fill="#d8453c"/>`

const theatre = (
  tone: number,
) => `<rect width="720" height="540" fill="${one(tone, '#4a1f22', '#2c3a4f', '#4f3a20')}"/>
  <path d="M90 40h540v290H90z" fill="${one(tone, '#caa86a', '#9fb2bd', '#d8bf86')}"/>
  <path d="M90 250q120-70 250-30 130-60 290 10v100H90z" fill="${one(tone, '#7fa06a', '#6a8a94', '#b08a4c')}"/><circle cx="520" cy="110" r="34" fill="#f7e6b0" opacity="0.9"/>
  <path d="M0 0h720v46q-60 30-120 0-60 30-120 0-60 30-120 0-60 30-120 0-60 30-120 0-60 30-120 0z" fill="${one(tone, '#a3262a', '#7c2438', '#9c3a22')}"/>
  <path d="M0 40h130q-10 150-60 300H0zM720 40H590q10 150 60 300h70z" fill="${one(tone, '#8a1d22', '#64202f', '#83301c')}"/>
  <rect y="330" width="720" height="60" fill="${one(tone, '#a8743f', '#7d6a58', '#96622f')}"/><rect y="390" width="720" height="150" fill="#2a1a14"/>
  <path d="M0 330h720v6H0z" fill="#fff" opacity="0.2"/>`

const table = (
  tone: number,
) => `<rect width="720" height="540" fill="${one(tone, '#e6dcc6', '#d3dddc', '#ead0b2')}"/>
  <rect x="60" y="30" width="150" height="110" fill="${one(tone, '#9cc0cc', '#adc2c8', '#e3c38e')}"/><path d="M135 30v110M60 85h150" stroke="#fff" stroke-width="6"/>
  <rect x="420" y="44" width="220" height="46" fill="#b3261e"/><rect x="450" y="62" width="160" height="9" rx="3" fill="#f4d35e"/>
  <rect y="190" width="720" height="350" fill="${one(tone, '#a97446', '#8f7a63', '#96602f')}"/>
  <path d="M0 190h720v14H0z" fill="#fff" opacity="0.18"/>
  <path d="M0 270h720M0 350h720M0 440h720" stroke="#000" stroke-opacity="0.1" stroke-width="4"/>
  <path d="M0 310q180-12 360 0t360 0M0 490q180-12 360 0t360 0" stroke="#000" stroke-opacity="0.05" stroke-width="3" fill="none"/>`

const office = (
  tone: number,
) => `<rect width="720" height="540" fill="${one(tone, '#e4ebe8', '#e8e4d8', '#dbe4ec')}"/>
  <rect y="400" width="720" height="140" fill="${one(tone, '#c9bda8', '#b4b4ae', '#bfae94')}"/>
  <rect x="90" y="36" width="540" height="54" fill="${one(tone, '#1f4e79', '#9c2a24', '#27613f')}"/><g fill="#fff" opacity="0.92"><rect x="190" y="52" width="340" height="9" rx="3"/><rect x="240" y="69" width="240" height="7" rx="3"/></g>
  <rect x="120" y="130" width="480" height="150" fill="#bfd5dc" opacity="0.75"/><path d="M280 130v150M440 130v150" stroke="#fff" stroke-width="8"/>
  <rect x="60" y="280" width="600" height="130" fill="${one(tone, '#b98b5a', '#9c8f7d', '#a8794a')}"/><rect x="46" y="268" width="628" height="18" fill="${one(tone, '#8a6038', '#736a5c', '#7c5530')}"/>
  <circle cx="660" cy="170" r="34" fill="#fff" stroke="#555" stroke-width="5"/><path d="M660 170v-20M660 170l14 8" stroke="#333" stroke-width="4"/>
  <rect x="20" y="130" width="60" height="90" fill="#fff"/><path d="M28 146h44M28 160h44M28 174h34M28 188h40" stroke="#7c8aa0" stroke-width="3"/>`

const newHouse = (tone: number) => `${sky(tone, 250)}${treeLine(236, tone)}
  <rect y="240" width="720" height="300" fill="${one(tone, '#8fae5c', '#84a06a', '#b2a656')}"/>
  <path d="M0 430h720v110H0z" fill="${one(tone, '#b99a72', '#a39482', '#bd9662')}"/>
  <path d="M190 190h340v210H190z" fill="${one(tone, '#f3ead2', '#dfe9ee', '#f3dcc0')}"/><path d="M160 200l200-110 200 110z" fill="${one(tone, '#b8402c', '#3f6f94', '#a55a2a')}"/>
  <path d="M190 200h340v12H190z" fill="#000" opacity="0.12"/><rect x="320" y="270" width="76" height="130" fill="${one(tone, '#4f7d9c', '#7a5438', '#3f7a58')}"/>
  <g fill="#8fb6c8"><rect x="222" y="260" width="66" height="60"/><rect x="432" y="260" width="66" height="60"/></g><path d="M255 260v60M222 290h66M465 260v60M432 290h66" stroke="#fff" stroke-width="5"/>
  <path d="M300 400h120l20 30H280z" fill="#c9c4b8"/><rect x="300" y="226" width="116" height="22" fill="#b3261e"/><rect x="320" y="234" width="76" height="6" fill="#f4d35e"/>`

const stand = (
  names: readonly SpriteName[],
  count: readonly [number, number],
  far: number,
  near: number,
  small = 0.6,
  large = 1.25,
): Stand => ({ sprites: names, count, far, near, small, large, isBeside: false })
const beside = (...given: Parameters<typeof stand>): Stand => ({ ...stand(...given), isBeside: true })

/** How far the edge of the road is from the middle of the stage, at a height. */
export const roadEdge = (y: number): number => 30 + Math.max(0, ((y - 245) / 295) * 262)

const listeners: readonly SpriteName[] = ['listenerOne', 'listenerTwo', 'listenerThree', 'listenerFour']
const blossoms: readonly SpriteName[] = ['redFlowers', 'pinkFlowers', 'yellowFlowers']

/** Every scene by its name. */
export const scenes = {
  plantedRoad: {
    background: road,
    stands: [
      beside(['palm', 'palm', 'lamp'], [1, 2], 290, 380, 0.5, 1),
      beside(blossoms, [5, 8], 320, 500),
      stand(['planter', 'farmer', 'digger'], [2, 3], 350, 490),
    ],
  },
  litRoad: {
    background: road,
    stands: [
      beside(['lamp'], [3, 4], 300, 460, 0.6, 1.3),
      beside(['palm', ...blossoms], [2, 3], 300, 460),
      stand(['digger', 'farmer'], [1, 2], 380, 490),
    ],
  },
  cleanRoad: {
    background: road,
    stands: [
      beside(['palm', 'lamp'], [1, 2], 290, 380, 0.5, 1),
      stand(['sweeper', 'digger', 'sweeper', 'planter'], [3, 5], 320, 500),
      stand(['whiteSack', 'blueSack'], [1, 2], 420, 500, 0.6, 0.9),
    ],
  },
  lane: {
    background: lane,
    stands: [
      stand(['stones', 'cement', 'barrow'], [2, 3], 360, 500, 0.7, 1.2),
      stand(['youth', 'youth', 'digger'], [2, 4], 340, 490),
    ],
  },
  garden: {
    background: garden,
    stands: [
      stand(['greenBin', 'blueBin', 'brownBin'], [2, 4], 380, 500, 0.8, 1.4),
      stand(['farmer', 'planter', 'plant'], [1, 3], 370, 490, 0.8, 1.3),
    ],
  },
  scrap: {
    background: garden,
    stands: [
      stand(['whiteSack', 'blueSack', 'cardboard'], [3, 5], 380, 500, 0.8, 1.3),
      stand(['bottles', 'scale'], [2, 3], 430, 510, 0.9, 1.4),
    ],
  },
  hall: {
    background: hall,
    stands: [stand(listeners, [4, 6], 400, 440, 0.9, 1.1), stand(listeners, [4, 6], 470, 530, 1.2, 1.6)],
  },
  theatre: {
    background: theatre,
    stands: [
      stand(['guitar', 'moonLute', 'pinkSinger', 'blueSinger', 'whiteSinger'], [3, 5], 356, 384, 0.9, 1.15),
      stand(listeners, [4, 6], 480, 535, 1, 1.4),
    ],
  },
  piggyTable: {
    background: table,
    stands: [
      stand(['redPig', 'pinkPig', 'goldPig'], [3, 6], 270, 470, 0.8, 1.5),
      stand(['notes', 'ledger'], [1, 3], 380, 490, 0.9, 1.4),
    ],
  },
  savingsTable: {
    background: table,
    stands: [
      stand(['ledger', 'papers'], [1, 2], 290, 400, 0.9, 1.3),
      stand(['notes', 'notes', 'ledger', 'envelope'], [3, 5], 330, 490, 0.9, 1.5),
    ],
  },
  giftTable: {
    background: table,
    stands: [
      stand(['redGift', 'greenGift', 'rice', 'blueSatchel', 'redSatchel'], [3, 5], 270, 430, 0.9, 1.4),
      stand(['envelope', 'ledger', 'papers'], [2, 3], 420, 500, 0.9, 1.3),
    ],
  },
  careTable: {
    background: hall,
    stands: [
      stand(['wheelchair', 'rice', 'greenGift'], [2, 4], 440, 520, 1, 1.6),
      stand(['envelope', 'plant', 'redGift'], [1, 2], 430, 510, 0.9, 1.3),
    ],
  },
  schoolTable: {
    background: table,
    stands: [
      stand(['blueSatchel', 'redSatchel'], [3, 5], 280, 440, 0.9, 1.5),
      stand(['envelope', 'ledger', 'bottles'], [2, 3], 420, 500, 0.9, 1.3),
    ],
  },
  office: {
    background: office,
    stands: [
      stand(['papers', 'plant', 'ledger'], [2, 3], 276, 290, 0.7, 1),
      stand(listeners, [3, 6], 470, 535, 1.1, 1.7),
    ],
  },
  ballotBox: {
    background: office,
    stands: [
      stand(['ballot', 'papers', 'plant'], [2, 4], 276, 290, 0.8, 1.1),
      stand(listeners, [1, 4], 480, 535, 1.1, 1.6),
    ],
  },
  newHouse: {
    background: newHouse,
    stands: [
      stand(['palm', 'plant', ...blossoms], [2, 4], 410, 470, 0.7, 1.2),
      stand(['youth', 'bricks', 'cement', 'stones'], [2, 4], 440, 510, 0.7, 1.2),
    ],
  },
} as const satisfies Record<string, Scene>

export type SceneName = keyof typeof scenes

/** What the photos of each kind of initiative show. */
export const scenesOfKind: Readonly<Record<string, readonly SceneName[]>> = {
  following_uncle_ho: ['cleanRoad', 'hall', 'giftTable', 'plantedRoad'],
  folk_music: ['theatre'],
  home_composting: ['garden'],
  model_road: ['plantedRoad', 'cleanRoad', 'litRoad'],
  godmothers: ['giftTable', 'schoolTable'],
  disabled_children: ['careTable', 'giftTable'],
  poor_women: ['giftTable', 'hall'],
  plastic_for_school: ['scrap', 'scrap', 'schoolTable'],
  savings_group: ['savingsTable', 'hall'],
  piggy_bank: ['piggyTable'],
  weekend_service: ['office'],
  attentive_service: ['ballotBox'],
  hundred_dong_road: ['lane', 'lane', 'savingsTable'],
  red_scarf_house: ['newHouse', 'piggyTable'],
  friendship_house: ['newHouse'],
}
