/** A drawing as a PNG, painted by the browser from the SVG it would give as a file: nothing is asked from anywhere. */

const sharp = 2; // in a slide as well
const largest = 16_000; // pixels on a side: what browsers paint

export async function asPng(svg: string): Promise<Blob> {
  const image = new Image();
  // a data: address, which the policy allows for images; a blob: one it does not
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(sharp, largest / image.naturalWidth, largest / image.naturalHeight);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made === null ? reject(new Error('The picture could not be painted.')) : resolve(made)), 'image/png');
  });
}
