/** Draws a picture over a whole canvas. JPEG has no transparency: what shows through becomes white, not black. */
export function paintOnWhite(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser gives no canvas')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
}
