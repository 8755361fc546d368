"""PDF/UA-1 together with PDF/A-2a in one file: a document that everybody can read, and that can be read in fifty years.

WeasyPrint makes one of them at a time. The two ask for the same structure; only the metadata must claim both. PDF/A
takes no claim that it does not know, so that the words of PDF/UA come with their own description.
"""

import re

VARIANT = "pdf/a-2a"
CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END = re.compile(rb"</rdf:RDF>\s*\Z")


def claim_both(document):
    """Let the metadata of a laid out document, to be written as VARIANT, claim PDF/UA-1 as well."""
    generate = document.metadata.generate_rdf_metadata

    def with_claim(*asked):
        written, ends = END.subn(lambda end: CLAIM + end[0], generate(*asked))
        if ends != 1:
            raise ValueError("the engine writes its metadata in another way than the one that was tried")
        return written

    document.metadata.generate_rdf_metadata = with_claim
