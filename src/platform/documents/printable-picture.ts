import sharp, { type OutputInfo } from 'sharp'

export type PrintablePicture = {
  bytes: Buffer
  type: 'jpg' | 'png'
  widthPixels: number
  heightPixels: number
}

type Room = { widthMm: number; maxHeightMm: number }

/** As fine as paper shows a photo: more only makes the file heavy. */
const dotsPerInch = 300
/** Above this a PNG without holes is a photo, which JPEG keeps in a tenth of the room. */
const heavyPng = 400_000

// A document is mostly wanted as two files at once: its photos are scaled down once.
const prepared = new WeakMap<Uint8Array, Map<string, Promise<PrintablePicture>>>()

/**
 * A picture as both Word and PDF take it: JPEG or PNG, upright, no larger than that room on paper can show, without
 * the place and device that a phone writes into a photo.
 * @throws Error where the bytes are no picture.
 */
export function printablePicture(bytes: Uint8Array, room: Room): Promise<PrintablePicture> {
  const known = prepared.get(bytes) ?? new Map<string, Promise<PrintablePicture>>()
  prepared.set(bytes, known)
  const key = `${room.widthMm} ${room.maxHeightMm}`
  const picture = known.get(key) ?? scaledDown(bytes, room)
  known.set(key, picture)
  return picture
}

async function scaledDown(bytes: Uint8Array, room: Room): Promise<PrintablePicture> {
  const image = sharp(bytes, { limitInputPixels: 100_000_000 })
  const { format } = await image.metadata()
  const pixels = (mm: number) => Math.round((mm / 25.4) * dotsPerInch)
  const upright = image.rotate().resize({
    width: pixels(room.widthMm),
    height: pixels(room.maxHeightMm),
    fit: 'inside',
    withoutEnlargement: true,
  })
  const asPng = format === 'png' ? await upright.clone().png().toBuffer({ resolveWithObject: true }) : null
  if (asPng && (asPng.data.length <= heavyPng || asPng.info.channels % 2 === 0)) return printed(asPng, 'png')
  return printed(
    await upright.flatten({ background: '#fff' }).jpeg({ quality: 82 }).toBuffer({ resolveWithObject: true }),
    'jpg',
  )
}

const printed = (
  { data, info }: { data: Buffer; info: OutputInfo },
  type: PrintablePicture['type'],
): PrintablePicture => ({ bytes: data, type, widthPixels: info.width, heightPixels: info.height })

/** The largest size of a picture that fits into the room without being stretched. */
export function fitted(
  { widthPixels, heightPixels }: { widthPixels: number; heightPixels: number },
  room: Room,
): { widthMm: number; heightMm: number } {
  const scale = Math.min(room.widthMm / widthPixels, room.maxHeightMm / heightPixels)
  return { widthMm: widthPixels * scale, heightMm: heightPixels * scale }
}
