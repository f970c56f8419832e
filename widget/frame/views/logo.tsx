import { pickTextColor } from "@/lib/color";

/** Sets colours as properties: the frame's policy allows no style attributes. */
const paint = (color: string) => (element: HTMLElement | null) => {
  element?.style.setProperty("background", color);
  element?.style.setProperty("color", pickTextColor(color));
};

type Props = { name: string; color: string; logoUrl: string | null };

/** A department's picture, or the first letter of its name on its colour. The name stands beside it as text. */
export const Logo = ({ name, color, logoUrl }: Props) =>
  logoUrl ? (
    // biome-ignore lint/performance/noImgElement: the frame has no Next; the server stores pictures at the size they are shown
    <img class="logo" src={logoUrl} alt="" width="40" height="40" />
  ) : (
    <span class="logo" aria-hidden="true" ref={paint(color)}>
      {[...name][0]?.toUpperCase()}
    </span>
  );
