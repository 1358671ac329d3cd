"""A QR code as a drawing: level M, so that it is read although a seventh of it is soiled, with its quiet zone."""

QUIET = 4  # modules of white on every side, as ISO/IEC 18004 asks
DARK = 22  # mm from the first dark module to the last


def drawing(text: str) -> tuple[str, float]:
    """Return ``text`` as SVG with its quiet zone, and the width of that zone in mm."""
    import segno  # noqa: PLC0415  only a release pays for it

    code = segno.make(text, error="m", boost_error=False, micro=False)
    size = len(code.matrix) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, module in enumerate(row)
        if module
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}"/></svg>'
    )
    return svg, DARK * QUIET / len(code.matrix)
