"""What other people's software reads in a file of ours: the words of each format."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from pypdf import PdfReader


def words_in(suffix: str, content: bytes) -> str:
    """Every word of a file, also where it is packed."""
    if suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if suffix == ".pdf":
        return pdf_text(content)
    return content.decode("utf-8-sig")


def pdf_text(content: bytes) -> str:
    """The text of a PDF in reading order, in one line, with its links and its title."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        links = [
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/URI" in note.get("/A", {})
        ]
        title = str(pdf.docinfo.get("/Title", ""))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return " ".join([title, *pages, *links])
