import { paintOnWhite } from './canvas.ts'

/** Longest edge of a photo as it is sent, in pixels: enough to see what was done, little enough for a slow line. */
const longestEdge = 1600

/**
 * A photo made smaller on the phone. What the browser cannot draw (HEIC on most, videos, papers) is sent as it is: the
 * server takes it, or says what to do.
 */
export async function shrink(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longestEdge / Math.max(picture.width, picture.height))
    if (scale === 1 && file.size < 600_000) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    paintOnWhite(canvas, picture)
    const smaller = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
    return smaller ?? file
  } catch {
    return file
  }
}

/** What the server said of a photo: kept under a hash, or refused with a sentence. */
export type Sent = { sha256: string } | { sentence: string }

const tries = 5

/**
 * Sends one photo, again after a drop, each time after a longer wait. A refusal is final and is not tried again.
 * @throws Error where the line stays down.
 */
export async function send(photo: Blob, name: string): Promise<Sent> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch('/minh-chung', {
        method: 'POST',
        body: photo,
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
      })
      if (answer.status < 500) return (await answer.json()) as Sent
    } catch (fault) {
      if (attempt >= tries) throw fault
    }
    if (attempt >= tries) throw new Error('the server did not take the photo')
    await new Promise((done) => setTimeout(done, 500 * 2 ** attempt))
  }
}
