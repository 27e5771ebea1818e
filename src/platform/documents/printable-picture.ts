import sharp from 'sharp'

export type PrintablePicture = {
  bytes: Buffer
  type: 'jpg' | 'png'
  widthPixels: number
  heightPixels: number
}

/** 12 cm at 300 dots an inch, with a little to spare: more only makes the file heavy. */
const widestPixels = 1600

/**
 * A picture as both Word and PDF take it: JPEG or PNG, upright, no wider than print can show, without the place and
 * device that a phone writes into a photo.
 * @throws Error where the bytes are no picture.
 */
export async function printablePicture(bytes: Uint8Array): Promise<PrintablePicture> {
  const image = sharp(bytes, { limitInputPixels: 100_000_000 })
  const { format } = await image.metadata()
  const upright = image.rotate().resize({ width: widestPixels, withoutEnlargement: true })
  const drawn =
    format === 'png' ? upright.png() : upright.flatten({ background: '#fff' }).jpeg({ quality: 82 })
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true })
  return {
    bytes: data,
    type: format === 'png' ? 'png' : 'jpg',
    widthPixels: info.width,
    heightPixels: info.height,
  }
}

/** The largest size of a picture that fits into the room without being stretched. */
export function fitted(
  { widthPixels, heightPixels }: { widthPixels: number; heightPixels: number },
  room: { widthMm: number; maxHeightMm: number },
): { widthMm: number; heightMm: number } {
  const scale = Math.min(room.widthMm / widthPixels, room.maxHeightMm / heightPixels)
  return { widthMm: widthPixels * scale, heightMm: heightPixels * scale }
}
