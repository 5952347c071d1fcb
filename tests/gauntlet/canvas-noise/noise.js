// Runs in the page before its own scripts: replaces the readers of a canvas, as such extensions do.
{
  const noise = Math.floor(Math.random() * 3) + 1
  const context = CanvasRenderingContext2D.prototype
  const canvas = HTMLCanvasElement.prototype
  const getImageData = context.getImageData
  const disturb = (image) => {
    for (let index = 0; index < image.data.length; index += 4) image.data[index] ^= noise
    return image
  }
  context.getImageData = function (...args) {
    return disturb(getImageData.apply(this, args))
  }
  for (const name of ['toDataURL', 'toBlob']) {
    const read = canvas[name]
    canvas[name] = function (...args) {
      const drawing = this.width && this.height ? this.getContext('2d') : null
      if (drawing) {
        const image = getImageData.call(drawing, 0, 0, this.width, this.height)
        drawing.putImageData(disturb(image), 0, 0)
      }
      return read.apply(this, args)
    }
  }
}
